import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'

interface DrawerProps {
  onClose: () => void
  children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus, and gives it back to the hamburger. */
export function Drawer({ onClose, children }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser itself
    <dialog
      ref={dialog}
      aria-label={texts.app.navigation}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="m-0 h-dvh w-72 max-w-[85vw] animate-slide bg-zinc-50 shadow-2xl outline-none backdrop:bg-black/40 backdrop:backdrop-blur-xs md:hidden dark:bg-zinc-900"
    >
      <div className="relative h-full">
        <IconButton
          label={texts.app.closeMenu}
          className="absolute top-3.5 inset-e-3 pointer-coarse:top-2.5"
          onClick={onClose}
        >
          <X size={20} aria-hidden />
        </IconButton>
        {children}
      </div>
    </dialog>
  )
}
