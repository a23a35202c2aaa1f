import { unmirrored } from '@/shared/ui/mirrored'
import type { GridLayout, PlacedRow } from './GridLayout'

/** Where a key leads to from a place, with Ctrl to the ends of all. */
export function placeBy(
  layout: GridLayout,
  place: number,
  { key: pressed, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  pageHeight: number,
): number | undefined {
  const key = unmirrored(pressed)
  return ctrlKey || metaKey ? endOf(layout, key) : neighbour(layout, place, key, pageHeight)
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
