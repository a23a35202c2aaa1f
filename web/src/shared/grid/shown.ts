import { useEffect, useMemo } from 'react'
import { useStore } from '@/shared/store'
import type { LookedAt } from '@/shared/timeline/usePictureList'
import { flinging } from './fling'
import type { GridLayout, PlacedRow } from './GridLayout'
import { holds } from './GridRow'
import { STEP, type View } from './useView'

/** Kept ready beyond the edges of the view. */
const AHEAD = 400
/** Loaded beyond the edges of the view, in screens. */
const SCREENS_AHEAD = 1

/** What must exist: what is near the view, and the row that has the focus. */
export function useShown(layout: GridLayout, view: View, isReady: boolean, focused: number | null) {
  return useMemo(() => {
    if (!isReady) return { rows: [], headings: [] }
    const shown = layout.between(view.top - AHEAD, view.top + view.height + AHEAD)
    const kept = focused === null ? undefined : layout.find(focused)?.row
    if (!kept || shown.rows.some(({ key }) => key === kept.key)) return shown
    return { ...shown, rows: [...shown.rows, kept].toSorted((a, b) => a.top - b.top) }
  }, [layout, view, isReady, focused])
}

/** Has loaded what is looked at, and a screen more either way; nothing while it flies past. */
export function useNear({ near }: LookedAt, layout: GridLayout, view: View, isReady: boolean): void {
  const isFlinging = useStore(flinging)
  useEffect(() => {
    if (!isReady || isFlinging) return
    const ahead = view.height * SCREENS_AHEAD
    const { rows } = layout.between(view.top - ahead, view.top + view.height + ahead)
    const [first, last] = [rows[0], rows.at(-1)]
    near(first ? placeOf(first) : 0, last ? placeOf(last) + last.row.boxes.length - 1 : 0)
  }, [near, layout, view, isReady, isFlinging])
}

/** Parts in view that could not be loaded. */
export function failedIn(layout: GridLayout, view: View) {
  const [from, to] = [layout.partAt(view.top), layout.partAt(view.top + view.height)]
  return layout.list.parts.slice(from, to + 1).flatMap((part, i) => {
    const isBare = part.hasFailed && part.pictures.length === 0 && part.days !== null
    return isBare ? [{ part, top: layout.topOf(from + i) }] : []
  })
}

function placeOf({ start, row }: PlacedRow): number {
  return start + (row.boxes[0]?.index ?? 0)
}

/** Tab comes back to the tile it left, or to the first one in view where that has scrolled away. */
export function tabStopOf(rows: readonly PlacedRow[], view: View, last: number): number {
  if (rows.some((row) => holds(row, last))) return last
  const first = rows.find(({ top, row }) => top + row.height > view.top + STEP) ?? rows[0]
  return first ? placeOf(first) : 0
}
