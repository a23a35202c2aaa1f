import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'

interface DrawerProps {
  open: boolean
  onClose: () => void
  children: ReactNode
}

export function Drawer({ open, onClose, children }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser itself
    <dialog
      ref={dialog}
      aria-label={texts.app.navigation}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="m-0 h-dvh w-72 max-w-[85vw] bg-zinc-50 shadow-2xl outline-none backdrop:bg-black/40 backdrop:backdrop-blur-xs md:hidden dark:bg-zinc-900"
    >
      {open && (
        <div className="relative h-full">
          <IconButton
            label={texts.app.closeMenu}
            className="absolute top-3.5 right-3 pointer-coarse:top-2.5"
            onClick={onClose}
          >
            <X size={20} aria-hidden />
          </IconButton>
          {children}
        </div>
      )}
    </dialog>
  )
}
