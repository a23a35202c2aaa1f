import { type PointerEvent, useRef } from 'react'
import type { Point } from './deeds'

interface Pointing {
  isMoving: boolean
  begin: (point: Point) => void
  extend: (point: Point) => void
  end: () => void
  drop: () => void
  pan: (x: number, y: number) => void
  zoom: (factor: number, at: Point) => void
}

/** One pointer draws, or moves the picture; two move it and come closer. In points of the stage. */
export function usePointers(pointing: Pointing) {
  const down = useRef(new Map<number, Point>())
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent): Point => {
    const { left, top } = currentTarget.getBoundingClientRect()
    return [clientX - left, clientY - top]
  }
  const isPanning = (event: PointerEvent) => pointing.isMoving || (event.buttons & 4) !== 0
  const pinch = (id: number, to: Point) => {
    const from = down.current.get(id)
    const other = [...down.current].find(([otherId]) => otherId !== id)?.[1]
    if (!from || !other) return
    const apart = (a: Point) => Math.max(1, Math.hypot(a[0] - other[0], a[1] - other[1]))
    pointing.pan((to[0] - from[0]) / 2, (to[1] - from[1]) / 2)
    pointing.zoom(apart(to) / apart(from), [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2])
  }
  const move = (event: PointerEvent) => {
    const from = down.current.get(event.pointerId)
    if (!from) return
    const to = pointOf(event)
    if (down.current.size > 1) pinch(event.pointerId, to)
    else if (isPanning(event)) pointing.pan(to[0] - from[0], to[1] - from[1])
    else pointing.extend(to)
    down.current.set(event.pointerId, to)
  }
  const up = (event: PointerEvent) => {
    if (down.current.delete(event.pointerId)) pointing.end()
  }
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button > 1) return
      event.currentTarget.setPointerCapture(event.pointerId)
      down.current.set(event.pointerId, pointOf(event))
      if (down.current.size > 1) pointing.drop()
      else if (!isPanning(event)) pointing.begin(pointOf(event))
    },
    onPointerMove: move,
    onPointerUp: up,
    onPointerCancel: up,
  }
}
