import type { Row } from './justify'

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
