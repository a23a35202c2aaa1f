import { type RefObject, useEffect } from 'react'
import { useLocation } from 'react-router'

/** Focuses a field when a person comes with this state, which rides along with the address. */
export function useFocusOnArrival(field: RefObject<HTMLElement | null>, asked: { focus: string }): void {
  const { state } = useLocation()
  useEffect(() => {
    if (state?.focus === asked.focus) field.current?.focus()
  }, [field, state, asked.focus])
}
