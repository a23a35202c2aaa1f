import type { ComponentProps } from 'react'
import { classes } from './classes'

const BASE =
  'inline-flex h-9 items-center justify-center gap-2 rounded-lg px-3.5 text-sm font-medium transition-colors select-none disabled:cursor-not-allowed pointer-coarse:h-11'

const TONES = {
  primary:
    'bg-violet-600 text-white hover:bg-violet-500 disabled:bg-zinc-100 disabled:text-zinc-400 dark:disabled:bg-zinc-800 dark:disabled:text-zinc-500',
  plain:
    'bg-white text-zinc-700 ring-1 ring-inset ring-zinc-200 hover:bg-zinc-50 hover:text-zinc-900 dark:bg-zinc-900 dark:text-zinc-300 dark:ring-zinc-800 dark:hover:bg-zinc-800 dark:hover:text-zinc-100',
  quiet:
    'text-zinc-600 hover:bg-zinc-100 hover:text-zinc-900 dark:text-zinc-400 dark:hover:bg-zinc-800/70 dark:hover:text-zinc-100',
  onDark: 'bg-white/10 text-zinc-100 hover:bg-white/20',
  danger: 'bg-red-600 text-white hover:bg-red-700',
  caution:
    'bg-white text-red-700 ring-1 ring-inset ring-red-200 hover:bg-red-600 hover:text-white dark:bg-zinc-900 dark:text-red-300 dark:ring-red-400/30 dark:hover:bg-red-600 dark:hover:text-white',
}

export function buttonClasses(tone: keyof typeof TONES, extra?: string): string {
  return classes(BASE, TONES[tone], extra)
}

interface ButtonProps extends ComponentProps<'button'> {
  tone?: keyof typeof TONES
}

export function Button({ tone = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClasses(tone, className)} {...rest} />
}

const ICON_BASE = 'inline-grid shrink-0 place-items-center transition-colors disabled:opacity-40'

const ICON_SHAPES = {
  square: 'size-9 rounded-lg pointer-coarse:size-11',
  // Looks small on a tile, and is still easy to hit with a thumb.
  round: 'relative size-8 rounded-full after:absolute after:-inset-1.5 pointer-fine:after:hidden',
  largeRound: 'size-11 rounded-full',
}

const ICON_TONES = {
  quiet:
    'text-zinc-600 hover:bg-zinc-100 hover:text-zinc-900 dark:text-zinc-400 dark:hover:bg-zinc-800 dark:hover:text-zinc-100',
  glass: 'bg-black/45 text-white backdrop-blur-sm hover:bg-black/70',
  onDark: 'text-zinc-300 hover:bg-white/10 hover:text-white',
}

export function iconButtonClasses(
  tone: keyof typeof ICON_TONES,
  shape: keyof typeof ICON_SHAPES = 'square',
  extra?: string,
): string {
  return classes(ICON_BASE, ICON_SHAPES[shape], ICON_TONES[tone], extra)
}

interface IconButtonProps extends ComponentProps<'button'> {
  label: string
  tone?: keyof typeof ICON_TONES
}

/** The label is read aloud and shown on hover: an icon alone says too little. */
export function IconButton({ label, tone = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={iconButtonClasses(tone, 'square', className)}
      {...rest}
    />
  )
}
