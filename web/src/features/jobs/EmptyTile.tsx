import { Ban, CircleQuestionMark, Clock, ImageOff, type LucideIcon, ShieldAlert, Trash2 } from 'lucide-react'
import type { Job, JobSlot } from '@/shared/graphql/fragments'
import { classes } from '@/shared/ui/classes'
import { words } from './words'

/** Above so many tiles a word in each is more than one can read. */
const MOST_WITH_WORDS = 4

interface EmptyTileProps {
  slot: JobSlot
  job: Job
  place: number | null
  name: string
}

/** A place without a picture, which says why. */
export function EmptyTile({ slot, job, place, name }: EmptyTileProps) {
  const { icon: Icon, word } = stateOf(slot, place)
  const coming = slot.status === 'WAITING' || slot.status === 'RUNNING'
  return (
    <span
      title={slot.error?.message}
      className={classes(
        'absolute inset-0 grid place-content-center justify-items-center gap-1.5 p-2 text-center font-medium text-xs',
        coming
          ? 'bg-linear-to-br from-violet-100 via-zinc-100 to-sky-100 text-violet-900/80 dark:from-violet-950/60 dark:via-zinc-900 dark:to-sky-950/50 dark:text-violet-200/80'
          : 'bg-zinc-100 text-zinc-600 dark:bg-zinc-900 dark:text-zinc-400',
        slot.status === 'RUNNING' && 'animate-shimmer',
      )}
    >
      <span className="sr-only">{name}:</span>
      {Icon && <Icon size={20} strokeWidth={1.6} aria-hidden />}
      <span className={classes((job.n > MOST_WITH_WORDS || slot.status === 'RUNNING') && 'sr-only')}>
        {word}
      </span>
    </span>
  )
}

function stateOf(
  { status, error }: JobSlot,
  place: number | null,
): { icon: LucideIcon | null; word: string } {
  if (status === 'RUNNING') return { icon: null, word: words.tile.RUNNING }
  if (status === 'WAITING') return { icon: Clock, word: place ? words.place(place) : words.tile.WAITING }
  if (status === 'DONE') return { icon: Trash2, word: words.tile.DELETED }
  if (!error) return { icon: Ban, word: words.tile.CANCELLED }
  return { icon: iconOf(error.code), word: words.reasons[error.code].short }
}

function iconOf(code: NonNullable<JobSlot['error']>['code']): LucideIcon {
  if (code === 'MODERATION' || code === 'PROVIDER_REJECTED') return ShieldAlert
  return code === 'OUTCOME_UNKNOWN' ? CircleQuestionMark : ImageOff
}
