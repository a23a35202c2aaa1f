import { type FocusEvent, useLayoutEffect, useState } from 'react'
import { focusTile } from './useArrowKeys'

/** The place that has the focus. It keeps it when its tile goes, so that a person can go on from there. */
export function useTileFocus(grid: HTMLElement | null, pictures: readonly unknown[]) {
  const [focused, setFocused] = useState<number | null>(null)
  const [last, setLast] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other pictures can take a focused tile away
  useLayoutEffect(() => {
    if (!grid || focused === null || document.activeElement !== document.body) return
    focusTile(grid, Math.min(focused, pictures.length - 1))
  }, [pictures])
  return {
    focused,
    /** Where the focus is or was last. */
    last,
    onFocus(event: FocusEvent) {
      const tile = event.target.closest('[data-tile]')
      const index = tile ? Number(tile.getAttribute('data-tile')) : null
      setFocused(index)
      if (index !== null) setLast(index)
    },
    onBlur() {
      // Leaving the window is not leaving the tile, and a tile that is removed says nothing.
      if (document.hasFocus()) setFocused(null)
    },
  }
}
