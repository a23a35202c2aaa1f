import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether a text is longer than the lines it is given. */
export function useIsCut(text: RefObject<HTMLElement | null>): boolean {
  const [cut, setCut] = useState(false)
  useLayoutEffect(() => {
    const element = text.current
    if (!element) return
    const measure = () => setCut(element.scrollHeight > element.clientHeight + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [text])
  return cut
}
