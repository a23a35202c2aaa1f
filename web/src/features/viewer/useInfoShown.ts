import { useCallback, useState } from 'react'

const STORED = 'gallery.viewer.info'

/** Whether the panel is open, as a person left it; at first only where there is room for it. */
export function useInfoShown() {
  const [shown, setShown] = useState(() => {
    const stored = localStorage.getItem(STORED)
    return stored === null ? window.matchMedia('(min-width: 64rem)').matches : stored === '1'
  })
  const toggle = useCallback(() => {
    setShown(!shown)
    localStorage.setItem(STORED, shown ? '0' : '1')
  }, [shown])
  return [shown, toggle] as const
}
