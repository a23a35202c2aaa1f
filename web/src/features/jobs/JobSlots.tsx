import { ImageOff } from 'lucide-react'
import { Link } from 'react-router'
import type { Job, JobSlot } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { averageColour } from '@/shared/picture/thumbhash'
import { useDecoded } from '@/shared/picture/useDecoded'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import { useViewerLink } from '@/shared/viewerLink'

/** One place per picture asked for, in a frame of the same shape on every card; the picture fills it when it comes. */
export function JobSlots({ job }: { job: Job }) {
  const { slots } = job
  return (
    <ul
      className={classes(
        'grid aspect-3/2 auto-rows-fr gap-0.5 bg-zinc-100 dark:bg-zinc-950',
        slots.length > 1 && 'grid-cols-2',
        slots.length > 4 && 'grid-cols-3',
        slots.length > 9 && 'grid-cols-4',
      )}
    >
      {slots.map((slot) => (
        <li key={slot.index} className="relative overflow-hidden">
          <Slot slot={slot} job={job} />
        </li>
      ))}
    </ul>
  )
}

function Slot({ slot, job }: { slot: JobSlot; job: Job }) {
  const link = useViewerLink(null)
  const wanted = slot.image?.medium ?? slot.previewUrl
  const shown = useDecoded(wanted)
  const label = texts.jobs.slot(slot.index + 1, job.slots.length)
  const coming = isPending(job) && (slot.status === 'WAITING' || slot.status === 'RUNNING')
  const background = shown ? <Backdrop src={shown} /> : null
  const picture = shown && (
    <img src={shown} alt={label} draggable={false} className="absolute inset-0 size-full object-contain" />
  )
  if (slot.image) {
    return (
      <Link
        {...link(slot.image.id)}
        className="absolute inset-0 focus-visible:z-10 focus-visible:-outline-offset-2"
        aria-label={label}
        style={shown ? undefined : { backgroundColor: averageColour(slot.image.thumbhash) }}
      >
        {background}
        {picture}
      </Link>
    )
  }
  if (picture) {
    return (
      <>
        {background}
        {picture}
      </>
    )
  }
  return coming ? <Waiting running={slot.status === 'RUNNING'} /> : <NoPicture slot={slot} />
}

/** Fills what a picture of other proportions leaves free. */
function Backdrop({ src }: { src: string }) {
  return (
    <img
      src={src}
      alt=""
      aria-hidden
      className="absolute inset-0 size-full scale-150 object-cover blur-2xl saturate-150"
    />
  )
}

function Waiting({ running }: { running: boolean }) {
  return (
    <span
      className={classes(
        'absolute inset-0 bg-linear-to-br from-violet-100 via-zinc-100 to-sky-100 dark:from-violet-950/60 dark:via-zinc-900 dark:to-sky-950/50',
        running ? 'animate-shimmer' : 'opacity-60',
      )}
    />
  )
}

function NoPicture({ slot }: { slot: JobSlot }) {
  return (
    <span
      className="absolute inset-0 grid place-items-center text-zinc-400 dark:text-zinc-600"
      title={slot.error?.message}
    >
      <ImageOff size={24} strokeWidth={1.5} role="img" aria-label={texts.jobs.noPicture} />
    </span>
  )
}
