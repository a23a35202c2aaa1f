import { type KeyboardEvent, useCallback } from 'react'
import type { GridLayout } from './GridLayout'
import { placeBy } from './gridKeys'

/** Arrows, Home, End and the page keys walk over the tiles. */
export function useGridKeys(layout: GridLayout, pageHeight: () => number, goTo: (place: number) => void) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const tile = event.target instanceof Element ? event.target.closest('[data-tile]') : null
      if (!tile || event.altKey) return
      const next = placeBy(layout, Number(tile.getAttribute('data-tile')), event, pageHeight())
      if (next === undefined) return
      event.preventDefault()
      goTo(next)
    },
    [layout, pageHeight, goTo],
  )
}
