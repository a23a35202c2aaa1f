import { X } from 'lucide-react'
import { chipsOf } from './chips'
import { useFoundCount } from './useFoundCount'
import type { GalleryFilter } from './useGalleryFilter'
import { words } from './words'

/** What narrows the list, one button each to lift it, and how many pictures are left. */
export function FilterChips({ wanted, filter, change, clear }: GalleryFilter) {
  const chips = chipsOf(wanted)
  const count = useFoundCount(filter)
  return (
    <section aria-label={words.active} className="flex h-full items-center gap-2 px-3 sm:px-6">
      <p
        role="status"
        className="shrink-0 text-sm text-zinc-600 tabular-nums max-sm:sr-only dark:text-zinc-400"
      >
        {count !== undefined && words.found(count)}
      </p>
      <ul className="flex min-w-0 items-center gap-1.5 overflow-x-auto px-0.5 [scrollbar-width:none]">
        {chips.map(({ text, without }) => (
          <li key={text}>
            <button
              type="button"
              aria-label={words.remove(text)}
              onClick={() => change(without)}
              className="flex h-8 items-center gap-1.5 rounded-full bg-violet-100 pe-2 ps-3 font-medium text-violet-900 text-xs hover:bg-violet-200 pointer-coarse:h-11 dark:bg-violet-500/20 dark:text-violet-100 dark:hover:bg-violet-500/35"
            >
              <span className="max-w-48 truncate whitespace-nowrap">{text}</span>
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={clear}
        className="h-8 shrink-0 rounded-lg px-2 font-medium text-sm text-zinc-600 hover:bg-zinc-100 hover:text-zinc-900 pointer-coarse:h-11 dark:text-zinc-400 dark:hover:bg-zinc-800 dark:hover:text-zinc-100"
      >
        {words.clear}
      </button>
    </section>
  )
}
