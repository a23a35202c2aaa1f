import type { ReactNode } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { classes } from '@/shared/ui/classes'
import { type Headline, headlineOf, pictureCount } from './jobState'
import { words } from './words'

const BUSY = 'bg-violet-100 text-violet-800 dark:bg-violet-500/20 dark:text-violet-200'
const DOUBT = 'bg-amber-100 text-amber-900 dark:bg-amber-400/15 dark:text-amber-200'
const BAD = 'bg-red-100 text-red-800 dark:bg-red-500/15 dark:text-red-200'
const STILL = 'bg-zinc-100 text-zinc-700 dark:bg-zinc-800 dark:text-zinc-300'

const TONES: Record<Headline, string> = {
  QUEUED: BUSY,
  RUNNING: BUSY,
  AGAIN: BUSY,
  SUCCEEDED: 'bg-emerald-100 text-emerald-900 dark:bg-emerald-500/15 dark:text-emerald-200',
  PARTIAL: DOUBT,
  UNKNOWN: DOUBT,
  FAILED: BAD,
  REFUSED: BAD,
  CANCELLED: STILL,
}

interface JobStatusProps {
  job: Job
  place: number | null
  /** What stands at the end of the line. */
  children: ReactNode
}

/** The state in a word, and how many pictures there are. */
export function JobStatus({ job, place, children }: JobStatusProps) {
  const headline = headlineOf(job)
  const percent = job.status === 'RUNNING' ? ` ${words.percent(job.progress)}` : ''
  const word = headline === 'QUEUED' && place ? words.place(place) : `${words.headline[headline]}${percent}`
  return (
    <div className="-my-1 flex items-center gap-2 text-xs">
      <span className={classes('rounded-full px-2.5 py-1 font-medium tabular-nums', TONES[headline])}>
        {word}
      </span>
      {(job.n > 1 || !isPending(job)) && (
        <span className="text-zinc-600 tabular-nums dark:text-zinc-400">
          {words.came(pictureCount(job), job.n)}
        </span>
      )}
      {children}
    </div>
  )
}
