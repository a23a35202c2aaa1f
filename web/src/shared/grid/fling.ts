import { useRef } from 'react'
import { Store, useStore } from '@/shared/store'

/** Faster than anyone looks, in pixels per second. */
const FAST = 2000
/** What comes after so long a rest is a jump, or the beginning of something new. */
const REST_MS = 100

/** Whether the view goes by so fast that nothing is looked at, and nothing need be loaded. */
export const flinging = new Store(false)

/** Tells how fast a view scrolls. */
export function speedometer(): { passed(top: number): void; stop(): void } {
  let last = { top: 0, at: Number.NEGATIVE_INFINITY }
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = () => flinging.set(false)
  return {
    passed(top) {
      const now = performance.now()
      const elapsed = now - last.at
      const speed = elapsed > REST_MS ? 0 : (Math.abs(top - last.top) / Math.max(elapsed, 4)) * 1000
      last = { top, at: now }
      clearTimeout(timer)
      flinging.set(speed > FAST)
      if (speed > FAST) timer = setTimeout(rest, REST_MS)
    },
    stop() {
      clearTimeout(timer)
      rest()
    },
  }
}

/** True for what has come into view at a fling, until that ends. */
export function useIsPassing(): boolean {
  const isFlinging = useStore(flinging)
  const hasRested = useRef(false)
  if (!isFlinging) hasRested.current = true
  return !hasRested.current
}
