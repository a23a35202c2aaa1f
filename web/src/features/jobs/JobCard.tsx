import { CircleAlert, Repeat2, X } from 'lucide-react'
import { memo } from 'react'
import { formatDate } from '@/shared/format'
import type { Job } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { JobSlots } from './JobSlots'

interface JobCardProps {
  job: Job
  onCancel: (job: Job) => void
  onReuse: (job: Job) => void
}

export const JobCard = memo(function JobCard({ job, onCancel, onReuse }: JobCardProps) {
  const pending = isPending(job)
  return (
    <article className="h-full overflow-hidden rounded-2xl bg-white ring-1 ring-zinc-200 dark:bg-zinc-900/60 dark:ring-zinc-800">
      <JobSlots job={job} />
      <Progress job={job} />
      <div className="flex items-start gap-2 py-3 pr-2 pl-4">
        <div className="min-w-0 flex-1">
          <p className="line-clamp-2 text-sm leading-relaxed" title={job.prompt}>
            {job.prompt}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-zinc-500 dark:text-zinc-400">
            <StatusWord job={job} />
            <span aria-hidden>·</span>
            <span>{job.model}</span>
            <span aria-hidden>·</span>
            <time dateTime={job.createdAt}>{formatDate(job.createdAt)}</time>
          </p>
          <JobTrouble job={job} />
        </div>
        {pending ? (
          <IconButton
            label={texts.jobs.cancel}
            aria-label={texts.jobs.cancelLabel(job.prompt)}
            onClick={() => onCancel(job)}
          >
            <X size={18} aria-hidden />
          </IconButton>
        ) : (
          <IconButton label={texts.jobs.reuse} onClick={() => onReuse(job)}>
            <Repeat2 size={18} aria-hidden />
          </IconButton>
        )}
      </div>
    </article>
  )
})

function StatusWord({ job }: { job: Job }) {
  const place = job.status === 'QUEUED' && job.queuePosition ? texts.jobs.place(job.queuePosition) : null
  const percent = job.status === 'RUNNING' ? ` ${texts.jobs.percent(job.progress)}` : ''
  const tone =
    job.status === 'FAILED'
      ? 'text-red-600 dark:text-red-400'
      : isPending(job) && 'text-violet-700 dark:text-violet-300'
  return (
    <span className={classes('font-medium tabular-nums', tone)}>
      {place ?? texts.jobs.status[job.status] + percent}
    </span>
  )
}

function JobTrouble({ job }: { job: Job }) {
  const message = job.error?.message ?? job.slots.find((slot) => slot.error)?.error?.message
  if (!message) return null
  return (
    <p className="mt-2 flex items-start gap-1.5 text-red-700 text-xs leading-relaxed dark:text-red-300">
      <CircleAlert size={14} className="mt-0.5 shrink-0" aria-hidden />
      {message}
    </p>
  )
}

function Progress({ job }: { job: Job }) {
  const running = job.status === 'RUNNING'
  const value = Math.round(job.progress * 100)
  if (!isPending(job)) return null
  return (
    <div
      role="progressbar"
      aria-label={texts.jobs.progress}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={running ? value : undefined}
      className="h-0.5 bg-zinc-200 dark:bg-zinc-800"
    >
      <div
        className="h-full origin-left bg-violet-500 transition-transform duration-500"
        style={{ transform: `scaleX(${running ? Math.max(0.02, job.progress) : 0})` }}
      />
    </div>
  )
}
