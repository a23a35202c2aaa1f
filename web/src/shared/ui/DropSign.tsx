import { ImageUp } from 'lucide-react'
import { moreTexts } from '@/shared/moreTexts'

/** Says what happens to the files that are held over the window, over a dialog too. */
export function DropSign({ label }: { label: string }) {
  return (
    <div
      popover="manual"
      ref={show}
      className="pointer-events-none fixed inset-0 m-0 grid size-full max-h-none max-w-none place-items-center border-0 bg-violet-950/40 p-4 backdrop-blur-sm"
    >
      <div className="flex animate-rise flex-col items-center gap-3 rounded-3xl border-2 border-white/70 border-dashed bg-zinc-950/60 px-14 py-12 text-white">
        <ImageUp size={40} strokeWidth={1.5} aria-hidden />
        <p className="font-semibold text-lg">{label}</p>
        <p className="text-sm text-white/80">{moreTexts.uploads.dropHint}</p>
      </div>
    </div>
  )
}

const show = (sign: HTMLElement | null) => sign?.showPopover()
