import { type RefObject, type SyntheticEvent, useLayoutEffect, useRef } from 'react'

interface ModalProps {
  ref: RefObject<HTMLDialogElement | null>
  onCancel: (event: SyntheticEvent) => void
}

/** The browser's own modal dialog, open as long as it is in the page: it keeps the focus, and gives it back. */
export function useModal(close: () => void): ModalProps {
  const ref = useRef<HTMLDialogElement>(null)
  // A layout effect: the browser gives the focus back only while the dialog is still in the page, and measures
  // nothing in one that is closed.
  useLayoutEffect(() => {
    const element = ref.current
    element?.showModal()
    return () => element?.close()
  }, [])
  // Not the event of having closed: that comes later than the focus is back, when the next press may have opened it
  // again.
  const onCancel = (event: SyntheticEvent) => {
    event.preventDefault()
    close()
  }
  return { ref, onCancel }
}
