import { type RefObject, useCallback, useEffect, useState } from 'react'
import { speedometer } from './fling'

/** Renders only when the view has moved this far: what is in it begins at most so much lower. */
export const STEP = 80

export interface View {
  top: number
  height: number
}

/** Which part of a scrolling element is in view; `measure` tells at once when something else has moved it. */
export function useView(scrollRef: RefObject<HTMLElement | null>) {
  const [view, setView] = useState<View>({ top: 0, height: 0 })
  const measure = useCallback(() => {
    const scroller = scrollRef.current
    if (!scroller) return
    const top = Math.floor(scroller.scrollTop / STEP) * STEP
    const height = scroller.clientHeight
    setView((old) => (old.top === top && old.height === height ? old : { top, height }))
  }, [scrollRef])
  useEffect(() => {
    const scroller = scrollRef.current
    if (!scroller) return
    const speed = speedometer()
    const follow = () => {
      speed.passed(scroller.scrollTop)
      measure()
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(scroller)
    scroller.addEventListener('scroll', follow, { passive: true })
    return () => {
      observer.disconnect()
      scroller.removeEventListener('scroll', follow)
      speed.stop()
    }
  }, [scrollRef, measure])
  return { view, measure }
}
