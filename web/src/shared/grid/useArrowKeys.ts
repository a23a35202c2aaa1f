import { type KeyboardEvent, useCallback } from 'react'
import type { Row } from './justify'
import { rowOf } from './useVisibleRows'

const STEPS: Record<string, 'left' | 'right' | 'up' | 'down'> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Arrows walk over the tiles, up and down to the tile above or below. */
export function useArrowKeys(rows: Row[], scrollToRow: (index: number) => void) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const step = STEPS[event.key]
      const tile = event.target instanceof Element ? event.target.closest('[data-tile]') : null
      if (!step || !tile || event.altKey || event.ctrlKey || event.metaKey) return
      const next = neighbour(rows, Number(tile.getAttribute('data-tile')), step)
      if (!next) return
      event.preventDefault()
      scrollToRow(next.row)
      const grid = event.currentTarget
      // A row that comes into being by this scrolling has no tile to focus before it is drawn.
      if (!focusTile(grid, next.index)) requestAnimationFrame(() => focusTile(grid, next.index))
    },
    [rows, scrollToRow],
  )
}

export function focusTile(grid: HTMLElement, index: number): boolean {
  const link = grid.querySelector<HTMLElement>(`[data-tile="${index}"] a`)
  link?.focus({ preventScroll: true })
  return link !== null
}

export function neighbour(
  rows: Row[],
  index: number,
  step: 'left' | 'right' | 'up' | 'down',
): { row: number; index: number } | undefined {
  const row = rowOf(rows, index)
  const box = rows[row]?.boxes.find((other) => other.index === index)
  if (!box) return undefined
  if (step === 'left' || step === 'right') {
    const beside = index + (step === 'left' ? -1 : 1)
    const found = rowOf(rows, beside)
    return beside < 0 || found >= rows.length ? undefined : { row: found, index: beside }
  }
  const target = row + (step === 'up' ? -1 : 1)
  const middle = box.left + box.width / 2
  const nearest = rows[target]?.boxes.toSorted((a, b) => distance(a, middle) - distance(b, middle))[0]
  return nearest && { row: target, index: nearest.index }
}

function distance(box: { left: number; width: number }, x: number): number {
  return Math.abs(box.left + box.width / 2 - x)
}
