import { X } from 'lucide-react'
import { IconButton } from '@/shared/ui/Button'
import { useModal } from '@/shared/ui/useModal'
import { keyText } from './keyText'
import { sheetShown } from './sheet'
import { GROUPS } from './shortcuts'
import { words } from './words'

const close = () => sheetShown.set(false)

/** Every key there is. */
export function ShortcutSheet() {
  const modal = useModal(close)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser itself
    <dialog
      {...modal}
      aria-label={words.title}
      onClick={(event) => event.target === event.currentTarget && close()}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(52rem,calc(100vw-2rem))] animate-rise overflow-y-auto rounded-2xl bg-white shadow-2xl ring-1 ring-black/5 backdrop:bg-black/50 backdrop:backdrop-blur-xs dark:bg-zinc-900 dark:ring-white/10"
    >
      <div className="flex items-center justify-between p-4 pb-0 ps-6">
        <h2 className="font-semibold text-lg tracking-tight">{words.title}</h2>
        <IconButton label={words.close} onClick={close}>
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      <div className="gap-x-10 p-6 pt-2 sm:columns-2">
        {GROUPS.map(({ title, shortcuts }) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 font-medium text-xs text-zinc-500 dark:text-zinc-400">{title}</h3>
            <dl>
              {shortcuts.map(({ keys, what }) => (
                <div key={what} className="flex min-h-8 items-center justify-between gap-4 text-sm">
                  <dt>{what}</dt>
                  <dd className="flex shrink-0 items-center gap-1.5">
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  return keys.map((key) => (
    <kbd
      key={key}
      className="min-w-6 rounded-md bg-zinc-100 px-1.5 py-0.5 text-center font-sans text-xs text-zinc-700 ring-1 ring-zinc-200 ring-inset dark:bg-zinc-800 dark:text-zinc-300 dark:ring-zinc-700"
    >
      {keyText(key)}
    </kbd>
  ))
}
