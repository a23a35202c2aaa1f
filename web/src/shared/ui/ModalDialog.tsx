import { type ReactNode, type Ref, useLayoutEffect } from 'react'
import { Toaster } from './Toaster'
import { useModal } from './useModal'

interface ModalDialogProps {
  label: string
  onClose: () => void
  /** What fills the screen on demand: a dialog itself may not. */
  screen: Ref<HTMLDivElement>
  children: ReactNode
}

/** Over the whole screen; the keys are its own from the start. */
export function ModalDialog({ label, onClose, screen, children }: ModalDialogProps) {
  const modal = useModal(onClose)
  useLayoutEffect(() => modal.ref.current?.focus(), [modal.ref])
  return (
    <dialog
      {...modal}
      tabIndex={-1}
      aria-label={label}
      className="fixed inset-0 m-0 h-dvh w-screen overflow-hidden bg-zinc-950 text-zinc-100 outline-none scheme-dark"
    >
      <div ref={screen} className="relative flex size-full flex-col bg-zinc-950">
        {children}
        <Toaster />
      </div>
    </dialog>
  )
}
