import { type ReactNode, type Ref, useLayoutEffect, useRef } from 'react'
import { Toaster } from './Toaster'

interface ModalDialogProps {
  label: string
  onClose: () => void
  /** What fills the screen on demand: a dialog itself may not. */
  screen: Ref<HTMLDivElement>
  children: ReactNode
}

/** The browser's own modal dialog: it traps the focus and gives it back. */
export function ModalDialog({ label, onClose, screen, children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // A layout effect, because the browser gives the focus back only while the dialog is still in the page.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.focus()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="fixed inset-0 m-0 h-dvh w-screen overflow-hidden bg-zinc-950 text-zinc-100 outline-none scheme-dark"
    >
      <div ref={screen} className="relative flex size-full flex-col bg-zinc-950">
        {children}
        <Toaster />
      </div>
    </dialog>
  )
}
