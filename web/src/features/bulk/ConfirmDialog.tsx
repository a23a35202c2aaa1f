import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { asked } from '@/shared/questions'
import { useStore } from '@/shared/store'
import { Button } from '@/shared/ui/Button'
import { useModal } from '@/shared/ui/useModal'

/** Asks before what nothing takes back. */
export function ConfirmDialog() {
  const question = useStore(asked)
  const modal = useModal(() => question?.answer(false))
  const id = useId()
  if (!question) return null
  const { title, body, confirm, cancel, answer } = question
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser itself
    <dialog
      {...modal}
      role="alertdialog"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}body`}
      onClick={(event) => event.target === event.currentTarget && answer(false)}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] animate-rise rounded-2xl bg-white shadow-2xl ring-1 ring-black/5 backdrop:bg-black/50 backdrop:backdrop-blur-xs dark:bg-zinc-900 dark:ring-white/10"
    >
      <div className="flex gap-4 p-5 sm:p-6">
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-red-100 text-red-700 dark:bg-red-500/15 dark:text-red-300">
          <TriangleAlert size={20} aria-hidden />
        </span>
        <div className="min-w-0">
          <h2 id={`${id}title`} className="text-balance font-semibold text-base leading-snug">
            {title}
          </h2>
          <div
            id={`${id}body`}
            className="mt-2 grid gap-2 text-sm text-zinc-600 leading-relaxed dark:text-zinc-400"
          >
            {body.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </div>
      </div>
      <div className="flex flex-wrap justify-end gap-2 px-5 pb-5 sm:px-6">
        <Button autoFocus onClick={() => answer(false)}>
          {cancel}
        </Button>
        <Button tone="danger" onClick={() => answer(true)}>
          {confirm}
        </Button>
      </div>
    </dialog>
  )
}
