import { ChevronsUpDown } from 'lucide-react'
import { useMemo } from 'react'
import type { GridView } from '@/shared/grid/PictureGrid'
import { marksOf, monthBy, monthsOf } from './months'
import { useScrubbing } from './useScrubbing'
import { words } from './words'

/** Room above and below the track. */
const MARGIN = 14

/** The years along the right edge: dragged, clicked or by keys, it brings any month into view. */
export function Scrubber({ view }: { view: GridView }) {
  const { layout, height } = view
  const months = useMemo(() => monthsOf(layout), [layout])
  const high = Math.max(0, height - 2 * MARGIN)
  const marks = useMemo(() => marksOf(months, high, layout.height), [months, high, layout.height])
  const { track, handle, now, isDragging, isMoving, goTo, pointer } = useScrubbing(view, months)
  if (months.length === 0) return null
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={words.scrubber}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={months.length - 1}
      aria-valuenow={now}
      aria-valuetext={months[now]?.name}
      data-moving={isMoving || undefined}
      data-dragging={isDragging || undefined}
      className="group/scrubber pointer-events-none absolute top-0 inset-e-0 w-14 touch-none select-none outline-none sm:pointer-events-auto sm:cursor-pointer"
      style={{ height, paddingBlock: MARGIN }}
      onKeyDown={(event) => {
        const month = monthBy(event.key, now, months)
        if (month === undefined || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        goTo(month)
      }}
      {...pointer}
    >
      <div ref={track} className="relative h-full">
        <div aria-hidden className="max-sm:hidden">
          {marks.map(({ day, y, year }) => (
            <span
              key={day}
              className={year ? YEAR : DOT}
              style={{ transform: `translateY(${y}px) translateY(-50%)` }}
            >
              {year}
            </span>
          ))}
        </div>
        <div ref={handle} className="absolute inset-x-0 top-0 h-0">
          <span className="absolute inset-e-0 hidden h-1 w-3 -translate-y-1/2 rounded-s-full bg-violet-600 transition-[width] group-hover/scrubber:w-4 group-focus-visible/scrubber:w-5 group-data-dragging/scrubber:w-5 sm:block dark:bg-violet-400" />
          <span className="pointer-events-none absolute inset-e-1 grid h-12 w-9 -translate-y-1/2 place-items-center rounded-full bg-white text-zinc-500 opacity-0 shadow-lg ring-1 ring-zinc-950/10 transition-opacity group-data-moving/scrubber:pointer-events-auto group-data-dragging/scrubber:opacity-100 group-data-moving/scrubber:opacity-100 sm:hidden dark:bg-zinc-800 dark:text-zinc-300 dark:ring-white/10">
            <ChevronsUpDown size={18} aria-hidden />
          </span>
          <span
            aria-hidden
            className="pointer-events-none absolute inset-e-12 -translate-y-1/2 whitespace-nowrap rounded-full bg-zinc-900 px-3 py-1.5 font-medium text-sm text-white opacity-0 shadow-lg transition-opacity group-focus-visible/scrubber:opacity-100 group-data-dragging/scrubber:opacity-100 sm:group-data-moving/scrubber:opacity-100 dark:bg-zinc-100 dark:text-zinc-900"
          >
            {months[now]?.name}
          </span>
        </div>
      </div>
    </div>
  )
}

const YEAR =
  'absolute top-0 inset-e-3 rounded-sm bg-white/85 px-0.5 font-medium text-[11px] text-zinc-600 tabular-nums leading-4 dark:bg-zinc-950/85 dark:text-zinc-400'
const DOT = 'absolute top-0 inset-e-6 size-1 rounded-full bg-zinc-300 dark:bg-zinc-700'
