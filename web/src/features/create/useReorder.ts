import { type PointerEvent, useState } from 'react'
import { useLatest } from '@/shared/useLatest'

const PLACE = 'data-place'

/** The list with one of it at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from]
  if (item === undefined) return [...items]
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}

/** Dragging by mouse or finger: what is dragged takes the place it is held over. */
export function useReorder(onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null)
  const latest = useLatest(onMove)
  const drag = (start: number) => {
    const ended = new AbortController()
    let from = start
    const follow = ({ clientX, clientY }: globalThis.PointerEvent) => {
      const to = placeAt(clientX, clientY)
      if (to === null || to === from) return
      latest.current(from, to)
      from = to
      setDragged(to)
    }
    const end = () => {
      ended.abort()
      setDragged(null)
    }
    // On the window: what is moved in the page loses a pointer that it has captured.
    window.addEventListener('pointermove', follow, { signal: ended.signal })
    for (const type of ['pointerup', 'pointercancel'] as const)
      window.addEventListener(type, end, { signal: ended.signal })
  }
  const handlers = (place: number) => ({
    [PLACE]: place,
    onPointerDown: (event: PointerEvent) => event.button === 0 && drag(place),
  })
  return { dragged, handlers }
}

function placeAt(x: number, y: number): number | null {
  const place = document.elementFromPoint(x, y)?.closest(`[${PLACE}]`)?.getAttribute(PLACE)
  return place ? Number(place) : null
}
