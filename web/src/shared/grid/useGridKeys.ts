import { type KeyboardEvent, useCallback } from 'react'
import type { GridLayout } from './GridLayout'

const WALKING = /^(Arrow(Left|Right|Up|Down)|Home|End|PageUp|PageDown)$/
const TO_THE_ENDS = /^(Home|End)$/

/** Arrows, Home, End and the page keys walk over the tiles; how is loaded with the first of them. */
export function useGridKeys(layout: GridLayout, pageHeight: () => number, goTo: (place: number) => void) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const tile = event.target instanceof Element ? event.target.closest('[data-tile]') : null
      const keys = event.ctrlKey || event.metaKey ? TO_THE_ENDS : WALKING
      if (!tile || event.altKey || !keys.test(event.key)) return
      event.preventDefault()
      const place = Number(tile.getAttribute('data-tile'))
      const { nativeEvent } = event
      void import('@/shared/picking/gridKeys').then(({ placeBy }) => {
        const next = placeBy(layout, place, nativeEvent, pageHeight())
        if (next !== undefined) goTo(next)
      })
    },
    [layout, pageHeight, goTo],
  )
}
