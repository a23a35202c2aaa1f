import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The browser's own modal dialog, open as long as it is in the page: it keeps the focus, and gives it back. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  // A layout effect: the browser gives the focus back only while the dialog is still in the page, and measures
  // nothing in one that is closed.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return dialog
}
