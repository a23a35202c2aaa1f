import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react'
import type { Row } from './justify'

/** Kept ready beyond the edges of the view. */
const AHEAD = 480
/** Renders only when the view has moved this far. */
const STEP = 80

/**
 * Which rows must exist: those near the view, and the one that has the focus.
 * Every row's place is known exactly, so that a search among their tops is all that virtualising takes.
 */
export function useVisibleRows(
  rows: Row[],
  scrollRef: RefObject<HTMLDivElement | null>,
  focusedTile: number | null,
) {
  const view = useView(scrollRef)
  const visible = useMemo(() => {
    const indexes = rowsBetween(rows, view.top - AHEAD, view.top + view.height + AHEAD)
    const focused = focusedTile === null ? rows.length : rowOf(rows, focusedTile)
    const kept = focused < rows.length && !indexes.includes(focused)
    return kept ? [...indexes, focused].toSorted((a, b) => a - b) : indexes
  }, [rows, view, focusedTile])

  const scrollToRow = useCallback(
    (index: number) => {
      const scroller = scrollRef.current
      const row = rows[index]
      if (!scroller || !row) return
      const lowest = row.top + row.height - scroller.clientHeight
      scroller.scrollTop = Math.max(lowest, Math.min(scroller.scrollTop, row.top))
    },
    [rows, scrollRef],
  )
  return { visible, scrollToRow }
}

function useView(scrollRef: RefObject<HTMLDivElement | null>) {
  const [view, setView] = useState({ top: 0, height: 0 })
  useEffect(() => {
    const scroller = scrollRef.current
    if (!scroller) return
    const measure = () => {
      const top = Math.floor(scroller.scrollTop / STEP) * STEP
      const height = scroller.clientHeight + STEP
      setView((old) => (old.top === top && old.height === height ? old : { top, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(scroller)
    scroller.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      scroller.removeEventListener('scroll', measure)
    }
  }, [scrollRef])
  return view
}

export function rowsBetween(rows: readonly Row[], from: number, to: number): number[] {
  const first = firstWhere(rows, (row) => row.top + row.height > from)
  const indexes: number[] = []
  for (let i = first; i < rows.length && (rows[i]?.top ?? to) < to; i += 1) indexes.push(i)
  return indexes
}

export function rowOf(rows: readonly Row[], tile: number): number {
  return firstWhere(rows, (row) => (row.boxes.at(-1)?.index ?? -1) >= tile)
}

/** Halves the range until it finds the first row from which on the test holds. */
function firstWhere(rows: readonly Row[], test: (row: Row) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && test(row)) high = middle
    else low = middle + 1
  }
  return low
}
