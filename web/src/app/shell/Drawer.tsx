import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { moreTexts } from '@/shared/moreTexts'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'
import { useModal } from '@/shared/ui/useModal'

interface DrawerProps {
  onClose: () => void
  children: ReactNode
}

/** The sidebar where there is no room for one; the hamburger has the focus again afterwards. */
export function Drawer({ onClose, children }: DrawerProps) {
  const modal = useModal(onClose)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser itself
    <dialog
      {...modal}
      aria-label={texts.app.navigation}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="m-0 h-dvh w-72 max-w-[85vw] animate-slide bg-zinc-50 shadow-2xl outline-none backdrop:bg-black/40 backdrop:backdrop-blur-xs md:hidden dark:bg-zinc-900"
    >
      <div className="relative h-full">
        <IconButton
          label={moreTexts.closeMenu}
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
