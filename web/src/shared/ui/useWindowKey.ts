import { useEffectEvent, useLayoutEffect } from 'react'

/** Hears the keys of the whole window by what was shown last. */
export function useWindowKey(onKey: (event: KeyboardEvent) => void, capture = false): void {
  const hear = useEffectEvent(onKey)
  // A layout effect: a key that comes after the paint is about what was painted.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => hear(event)
    window.addEventListener('keydown', listener, { capture })
    return () => window.removeEventListener('keydown', listener, { capture })
  }, [capture])
}
