import { classes } from '@/shared/ui/classes'

export function NameTag({ name, side }: { name: string; side: 'left' | 'right' }) {
  return (
    <span
      aria-hidden
      className={classes(
        'pointer-events-none absolute top-3 grid size-7 place-items-center rounded-full bg-black/60 font-semibold text-sm text-white backdrop-blur-sm',
        side === 'left' ? 'left-3' : 'right-3',
      )}
    >
      {name}
    </span>
  )
}
