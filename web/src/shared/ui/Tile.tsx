import { Maximize2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '@/shared/texts'
import type { ViewerLink } from '@/shared/viewerLink'
import { iconButtonClasses } from './Button'
import { Link } from './Link'

/** A selected picture draws back from its frame; one that a range would take in is tinted. */
export const TILE_FRAME =
  'group absolute inset-0 overflow-hidden rounded-md bg-zinc-100 transition-colors group-data-candidate/cell:bg-violet-200 group-data-selected/cell:bg-violet-200 dark:bg-zinc-900 dark:group-data-candidate/cell:bg-violet-500/40 dark:group-data-selected/cell:bg-violet-500/40'

export const TILE_LINK =
  'absolute inset-0 overflow-hidden transition-[inset,border-radius] duration-150 group-data-candidate/cell:inset-1 group-data-candidate/cell:rounded-md group-data-candidate/cell:after:bg-violet-500/35 group-data-candidate/cell:after:opacity-100 group-data-selected/cell:inset-2 group-data-selected/cell:rounded-lg sm:group-data-selected/cell:inset-3 after:absolute after:inset-0 after:bg-linear-to-t after:from-black/35 after:via-transparent after:to-black/15 after:opacity-0 after:transition-opacity group-hover:after:opacity-100 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:opacity-100 focus-visible:after:ring-3 focus-visible:after:ring-violet-500 focus-visible:after:ring-inset'

/** Out of the way until the tile is pointed at or reached by keyboard, and while pictures are being selected. */
export const TILE_CONTROLS =
  'opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 group-data-selecting/grid:hidden pointer-coarse:hidden'

export const tileButtonClasses = iconButtonClasses('glass', 'round', 'focus-visible:outline-white')

interface TileButtonProps {
  label: string
  pressed?: boolean
  onClick: () => void
  children: ReactNode
}

export function TileButton({ label, pressed, onClick, children }: TileButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      tabIndex={-1}
      onClick={onClick}
      className={tileButtonClasses}
    >
      {children}
    </button>
  )
}

/** Opens a picture while a click on it would select it. */
export function LookLink({ to }: { to: ReturnType<ViewerLink> }) {
  return (
    <div className="absolute inset-e-1.5 bottom-1.5 not-group-data-selecting/grid:hidden opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden">
      <Link
        {...to}
        tabIndex={-1}
        aria-label={texts.selection.look}
        title={texts.selection.look}
        className={tileButtonClasses}
      >
        <Maximize2 size={15} aria-hidden />
      </Link>
    </div>
  )
}
