import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

/** A button that goes with the state it was for leaves the focus on its box, not at the top of the page. */
export function useKeptFocus(box: RefObject<HTMLElement | null>, state: unknown) {
  const inside = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of state that takes buttons away
  useLayoutEffect(() => {
    if (inside.current && !box.current?.contains(document.activeElement)) box.current?.focus()
  }, [box, state])
  return {
    onFocus: () => {
      inside.current = true
    },
    // React hears nothing of the focus that is lost with an element it removes.
    onBlur: (event: FocusEvent) => {
      inside.current = event.currentTarget.contains(event.relatedTarget)
    },
  }
}
