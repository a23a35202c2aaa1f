import { type RefObject, useLayoutEffect, useRef } from 'react'

/** What was shown last, for what happens after it was. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
