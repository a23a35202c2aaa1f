import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Point } from './deeds'
import { fitted, showing, type View, zoomed } from './view'

const FARTHER = 0.5
const WHEEL = 0.0015

/** How close one looks at a picture on a stage: by wheel and buttons; fitted at first. */
export function useView(stage: RefObject<HTMLElement | null>, picture: { width: number; height: number }) {
  const { width, height } = picture
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 })
  const whole = useRef(1)
  const showWhole = useCallback(() => {
    const box = stage.current?.getBoundingClientRect()
    if (!box) return
    const next = fitted(box, { width, height })
    whole.current = next.scale
    setView(next)
  }, [stage, width, height])
  const zoom = useCallback(
    (factor: number, at?: Point) => {
      const box = stage.current?.getBoundingClientRect()
      const point = at ?? [(box?.width ?? 0) / 2, (box?.height ?? 0) / 2]
      setView((now) => zoomed(now, point, factor, whole.current * FARTHER))
    },
    [stage],
  )
  const pan = useCallback((x: number, y: number) => {
    setView((now) => ({ ...now, x: now.x + x, y: now.y + y }))
  }, [])
  const show = useCallback(
    (dot: Point) => {
      const box = stage.current?.getBoundingClientRect()
      if (box) setView((now) => showing(now, box, dot))
    },
    [stage],
  )
  // Before it is painted: it would lie in the corner for a moment.
  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    showWhole()
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      zoom(Math.exp(-event.deltaY * WHEEL), [event.clientX - left, event.clientY - top])
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    window.addEventListener('resize', showWhole)
    return () => {
      element.removeEventListener('wheel', onWheel)
      window.removeEventListener('resize', showWhole)
    }
  }, [stage, showWhole, zoom])
  return { view, showWhole, zoom, pan, show }
}
