import { type FocusEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { PictureList } from '@/shared/timeline/PictureList'

/** The place that has the focus. It keeps it when its tile goes, so that a person can go on from there. */
export function useTileFocus(grid: HTMLElement | null, list: PictureList) {
  const [focused, setFocused] = useState<number | null>(null)
  const [last, setLast] = useState(0)
  const picture = useRef<string | undefined>(undefined)
  /** Where the focus shall go as soon as there is a tile. */
  const wanted = useRef<number | null>(null)

  const focus = useCallback(
    (place: number) => {
      wanted.current = place
      setLast(place)
      if (grid && focusTile(grid, place)) wanted.current = null
    },
    [grid],
  )
  useLayoutEffect(() => {
    if (!grid) return
    if (wanted.current !== null) {
      if (focusTile(grid, wanted.current)) wanted.current = null
      return
    }
    if (focused === null || document.activeElement !== document.body) return
    const stays = picture.current === undefined ? -1 : list.indexOf(picture.current)
    focus(stays >= 0 ? stays : Math.min(focused, list.count - 1))
  })
  return {
    focused,
    /** Where the focus is or was last. */
    last,
    focus,
    onFocus(event: FocusEvent) {
      const tile = event.target.closest('[data-tile]')
      const index = tile ? Number(tile.getAttribute('data-tile')) : null
      if (index !== wanted.current) wanted.current = null
      setFocused(index)
      if (index === null) return
      picture.current = list.at(index)?.id
      setLast(index)
    },
    onBlur() {
      // Leaving the window is not leaving the tile, and a tile that is removed says nothing.
      if (document.hasFocus()) setFocused(null)
    },
  }
}

/** Whether the picture there has the focus now; a place whose picture is still to come has it meanwhile. */
function focusTile(grid: HTMLElement, place: number): boolean {
  const tile = grid.querySelector<HTMLElement>(`[data-tile="${place}"]`)
  const link = tile?.querySelector<HTMLElement>('a')
  const target = link ?? tile
  if (target !== document.activeElement) target?.focus({ preventScroll: true })
  return link != null
}
