import { useLayoutEffect, useState } from 'react'

/** An element's width; the element is told by its ref. */
export function useWidth() {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return { element, setElement, width }
}

/** No row is higher in a grid so wide. */
export function rowHeightAt(width: number): number {
  if (width < 640) return 150
  return width < 1100 ? 210 : 250
}
