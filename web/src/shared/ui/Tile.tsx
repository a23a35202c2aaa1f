import type { ReactNode } from 'react'
import { iconButtonClasses } from './Button'

export const TILE_FRAME = 'group absolute inset-0 overflow-hidden rounded-md bg-zinc-100 dark:bg-zinc-900'

export const TILE_LINK =
  'absolute inset-0 after:absolute after:inset-0 after:bg-linear-to-t after:from-black/35 after:via-transparent after:to-black/15 after:opacity-0 after:transition-opacity group-hover:after:opacity-100 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:opacity-100 focus-visible:after:ring-3 focus-visible:after:ring-violet-500 focus-visible:after:ring-inset'

/** Out of the way until the tile is pointed at or reached by keyboard. */
export const TILE_CONTROLS =
  'opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden'

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
      onClick={onClick}
      className={tileButtonClasses}
    >
      {children}
    </button>
  )
}
