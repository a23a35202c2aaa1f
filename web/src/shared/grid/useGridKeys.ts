import { type KeyboardEvent, useCallback } from 'react'
import type { GridLayout, PlacedRow } from './GridLayout'

/** Arrows walk over the tiles, up and down to the one above or below; Home and End to the ends of a row. */
export function useGridKeys(layout: GridLayout, pageHeight: () => number, goTo: (place: number) => void) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const tile = event.target instanceof Element ? event.target.closest('[data-tile]') : null
      if (!tile || event.altKey) return
      const place = Number(tile.getAttribute('data-tile'))
      const all = event.ctrlKey || event.metaKey
      const next = all ? endOf(layout, event.key) : neighbour(layout, place, event.key, pageHeight())
      if (next === undefined) return
      event.preventDefault()
      goTo(next)
    },
    [layout, pageHeight, goTo],
  )
}

function endOf({ list }: GridLayout, key: string): number | undefined {
  if (list.count === 0 || (key !== 'Home' && key !== 'End')) return undefined
  return key === 'Home' ? 0 : list.count - 1
}

/** Where a key leads to from a place; undefined where there is nothing that way. */
export function neighbour(
  layout: GridLayout,
  place: number,
  key: string,
  pageHeight = 0,
): number | undefined {
  const here = layout.find(place)
  if (!here) return undefined
  const { row, box } = here
  const first = row.start + (row.row.boxes[0]?.index ?? 0)
  if (key === 'ArrowLeft') return place > 0 ? place - 1 : undefined
  if (key === 'ArrowRight') return place < layout.list.count - 1 ? place + 1 : undefined
  if (key === 'Home') return first
  if (key === 'End') return first + row.row.boxes.length - 1
  const middle = box.left + box.width / 2
  if (key === 'ArrowUp') return nearest(layout.beside(place, -1), middle)
  if (key === 'ArrowDown') return nearest(layout.beside(place, 1), middle)
  if (key === 'PageUp') return nearest(paged(layout, row, -pageHeight), middle)
  if (key === 'PageDown') return nearest(paged(layout, row, pageHeight), middle)
  return undefined
}

/** The row a screen away, or the last one that way. */
function paged(layout: GridLayout, from: PlacedRow, distance: number): PlacedRow | undefined {
  const [low, high] = distance < 0 ? [from.top + distance, from.top] : [from.top, from.top + distance]
  const { rows } = layout.between(low, high + 1)
  return distance < 0 ? rows[0] : rows.at(-1)
}

function nearest(row: PlacedRow | undefined, x: number): number | undefined {
  const distance = (box: { left: number; width: number }) => Math.abs(box.left + box.width / 2 - x)
  const box = row?.row.boxes.toSorted((a, b) => distance(a) - distance(b))[0]
  return row && box && row.start + box.index
}
