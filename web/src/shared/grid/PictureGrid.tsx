import { lazy, type ReactNode, type RefObject, Suspense, useCallback, useLayoutEffect, useMemo } from 'react'
import { usePicking } from '@/shared/selection/usePicking'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
import type { LookedAt } from '@/shared/timeline/usePictureList'
import { classes } from '@/shared/ui/classes'
import { DayHeading } from './DayHeading'
import type { RenderTile } from './GridCell'
import { GridLayout } from './GridLayout'
import { GridRow, holds } from './GridRow'
import { HEADING } from './layoutDays'
import { failedIn, tabStopOf, useNear, useShown } from './shown'
import { useAnchor } from './useAnchor'
import { useGridKeys } from './useGridKeys'
import { useReturn } from './useReturn'
import { useTileFocus } from './useTileFocus'
import { useView } from './useView'
import { rowHeightAt, useWidth } from './useWidth'

const FailedPart = lazy(() =>
  import('@/shared/ui/FailedPart').then((module) => ({ default: module.FailedPart })),
)

const GAP = 6

interface PictureGridProps {
  list: LookedAt
  scrollRef: RefObject<HTMLElement | null>
  renderTile: RenderTile
  /** What lies over the edge of a grid of many screens. */
  renderEdge?: (view: GridView) => ReactNode
}

/** A grid as it is laid out now, and what it scrolls in. */
export interface GridView {
  layout: GridLayout
  scroller: HTMLElement
  grid: HTMLElement
  height: number
}

/** A grid of less is seen as a whole soon enough. */
const MANY_SCREENS = 2.5

/** Justified rows of which only those near the view exist; one stop for Tab, arrows go on from there. */
export function PictureGrid({ list, scrollRef, renderTile, renderEdge }: PictureGridProps) {
  const { element, setElement, width, measure: measureWidth } = useWidth()
  const { pictures, ratio } = list
  const shape = useMemo(() => ({ width, target: rowHeightAt(width), gap: GAP, ratio }), [width, ratio])
  const layout = useMemo(() => new GridLayout(pictures, shape), [pictures, shape])
  const { view, measure } = useView(scrollRef)
  useAnchor({ grid: width > 0 ? element : null, scrollRef, layout, list, onMove: measure })
  const { focused, last, focus, onFocus, onBlur } = useTileFocus(element, pictures)
  const { rows, headings } = useShown(layout, view, width > 0, focused)
  useNear(list, layout, view, width > 0)
  usePicking(element, list)
  const selecting = useIsSelecting()
  const goTo = useCallback(
    (place: number) => {
      const row = layout.find(place)?.row
      const scroller = scrollRef.current
      if (!row || !scroller || !element) return
      const top = row.top + element.offsetTop - HEADING
      const lowest = top + HEADING + row.row.height - scroller.clientHeight
      scroller.scrollTop = Math.max(lowest, Math.min(scroller.scrollTop, top))
      focus(place)
    },
    [layout, scrollRef, element, focus],
  )
  useReturn(list, goTo)
  const pageHeight = useCallback(() => scrollRef.current?.clientHeight ?? 0, [scrollRef])
  const onKeyDown = useGridKeys(layout, pageHeight, goTo)
  const tabStop = tabStopOf(rows, view, last)
  const scroller = scrollRef.current
  const isLong = renderEdge !== undefined && view.height > 0 && layout.height > view.height * MANY_SCREENS
  // Before anything is painted: the edge takes room from the rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is what changes the width
  useLayoutEffect(measureWidth, [isLong])

  return (
    <div className={classes('px-2 pb-8 sm:px-6', isLong && 'sm:pe-14')}>
      {isLong && scroller && element && (
        <div className="sticky top-0 z-20 h-0">
          <div className="absolute inset-y-0 inset-e-0 sm:-inset-e-14">
            {renderEdge({ layout, scroller, grid: element, height: view.height })}
          </div>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows */}
      <div
        ref={setElement}
        role="grid"
        aria-hidden={pictures.count === 0 || undefined}
        aria-label={texts.gallery.grid}
        aria-multiselectable
        aria-rowcount={-1}
        data-selecting={selecting || undefined}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
        className="group/grid relative touch-manipulation [-webkit-touch-callout:none]"
        style={{ height: layout.height }}
      >
        {headings.map((heading) => (
          <DayHeading
            key={`${heading.key} ${heading.start}`}
            heading={heading}
            pictures={pictures.between(heading.start + heading.from, heading.start + heading.to)}
          />
        ))}
        {failedIn(layout, view).map(({ part, top }) => (
          <Suspense key={part.hash} fallback={null}>
            <FailedPart top={top + HEADING} width={width} onRetry={() => list.retry(part)} />
          </Suspense>
        ))}
        {rows.map((placed) => (
          <GridRow
            key={placed.key}
            row={placed.row}
            top={placed.top}
            start={placed.start}
            width={width}
            list={pictures}
            tabStop={holds(placed, tabStop) ? tabStop : undefined}
            renderTile={renderTile}
          />
        ))}
      </div>
    </div>
  )
}
