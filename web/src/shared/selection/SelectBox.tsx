import { Check } from 'lucide-react'
import { texts } from '@/shared/texts'
import { useIsSelected } from './useSelection'

/** The corner check of a tile. The grid hears its clicks. */
export function SelectBox({ id, prompt }: { id: string; prompt: string }) {
  const selected = useIsSelected(id)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a real checkbox cannot hold the icon, nor tell Shift
    <button
      type="button"
      role="checkbox"
      aria-checked={selected}
      aria-label={texts.selection.select(prompt)}
      tabIndex={-1}
      className="absolute top-1.5 inset-s-1.5 z-10 grid size-8 place-items-center rounded-full text-transparent opacity-0 transition-opacity after:absolute after:-inset-1.5 hover:text-white/80 focus-visible:opacity-100 group-focus-within/cell:opacity-100 group-hover/cell:opacity-100 group-data-selecting/grid:opacity-100 aria-checked:text-white pointer-fine:after:hidden"
    >
      <span className="grid size-6 place-items-center rounded-full bg-black/30 shadow-md ring-2 ring-white/90 ring-inset backdrop-blur-xs in-aria-checked:bg-violet-600 in-aria-checked:ring-transparent">
        <Check size={15} strokeWidth={3} aria-hidden />
      </span>
    </button>
  )
}
