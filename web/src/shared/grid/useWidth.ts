import { useCallback, useLayoutEffect, useState } from 'react'

/** An element's width; the element is told by its ref. Who changes it measures it in the same breath. */
export function useWidth() {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  const measure = useCallback(() => setWidth(element?.clientWidth ?? 0), [element])
  useLayoutEffect(() => {
    if (!element) return
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, measure])
  return { element, setElement, width, measure }
}

/** No row is higher in a grid so wide. */
export function rowHeightAt(width: number): number {
  if (width < 640) return 150
  return width < 1100 ? 210 : 250
}
