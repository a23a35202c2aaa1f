import { Check } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { formatDay } from '@/shared/format'
import type { Picture } from '@/shared/graphql/fragments'
import { isSelected, selection } from '@/shared/selection/selection'
import { texts } from '@/shared/texts'
import type { PlacedHeading } from './GridLayout'
import { HEADING } from './layoutDays'

interface DayHeadingProps {
  heading: PlacedHeading
  pictures: readonly Picture[]
}

/** Narrower ones leave the weekday out. */
const NARROW = 190

/** A day and the check that selects it. The grid hears its clicks. */
export function DayHeading({ heading, pictures }: DayHeadingProps) {
  const { key, top, left, width, isComplete } = heading
  const selected = useSyncExternalStore(selection.subscribe, () => {
    const chosen = selection.get()
    return isComplete && pictures.length > 0 && pictures.every(({ id }) => isSelected(chosen, id))
  })
  const name = formatDay(key, width < NARROW)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the links of the cells have the focus
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div
      role="row"
      className="group/day absolute flex items-end"
      style={{ insetInlineStart: left, transform: `translateY(${top}px)`, width, height: HEADING }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowheader" className="flex h-9 min-w-0 items-center gap-2">
        <h2 className="truncate font-medium text-sm text-zinc-700 dark:text-zinc-300">
          <time dateTime={key}>{name}</time>
        </h2>
        {/* biome-ignore lint/a11y/useSemanticElements: a real checkbox cannot hold the icon */}
        <button
          type="button"
          role="checkbox"
          aria-checked={selected}
          aria-label={texts.selection.selectDay(name)}
          tabIndex={-1}
          data-day={key}
          className="grid size-6 shrink-0 place-items-center rounded-full opacity-0 transition-opacity focus-visible:opacity-100 group-hover/day:opacity-100 group-data-selecting/grid:opacity-100 aria-checked:opacity-100 pointer-coarse:size-9"
        >
          <span className="grid size-5 place-items-center rounded-full text-zinc-400 ring-2 ring-zinc-300 ring-inset hover:ring-zinc-400 in-aria-checked:bg-violet-600 in-aria-checked:text-white in-aria-checked:ring-transparent dark:text-zinc-500 dark:ring-zinc-600 dark:in-aria-checked:text-white dark:in-aria-checked:ring-transparent">
            <Check size={13} strokeWidth={3} aria-hidden />
          </span>
        </button>
      </div>
    </div>
  )
}
