import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { DetailsButton } from './DetailsButton'
import { JobActions } from './JobActions'
import { JobFacts } from './JobFacts'
import { JobProgress } from './JobProgress'
import { JobPrompt } from './JobPrompt'
import { JobReasons } from './JobReasons'
import { JobSlots } from './JobSlots'
import { JobStatus } from './JobStatus'
import { cardName } from './jobState'
import { useKeptFocus } from './useKeptFocus'

const JobDetails = lazy(() => import('./JobDetails').then((module) => ({ default: module.JobDetails })))

interface JobCardProps {
  job: Job
  place: number | null
  /** Whether to go on reading here. */
  focused?: boolean
  onEdit: (job: Job) => void
}

/** One generation from the moment it is asked for, whatever becomes of it. */
export const JobCard = memo(function JobCard({ job, place, focused = false, onEdit }: JobCardProps) {
  const card = useRef<HTMLElement>(null)
  const keepFocus = useKeptFocus(card, job.status)
  const [detailed, setDetailed] = useState(false)
  useEffect(() => {
    if (focused) card.current?.focus()
  }, [focused])
  return (
    <article
      ref={card}
      tabIndex={-1}
      aria-label={cardName(job.prompt)}
      {...keepFocus}
      className="flex h-full flex-col overflow-hidden rounded-2xl bg-white ring-1 ring-zinc-200 dark:bg-zinc-900/60 dark:ring-zinc-800"
    >
      <JobSlots job={job} place={place} />
      <JobProgress job={job} />
      <div className="flex flex-1 flex-col gap-3 p-4">
        <JobPrompt prompt={job.prompt} />
        <JobFacts job={job} />
        <JobStatus job={job} place={place}>
          <DetailsButton open={detailed} onClick={() => setDetailed(!detailed)} />
        </JobStatus>
        <JobReasons job={job} />
        <JobActions job={job} onEdit={() => onEdit(job)} />
        <Suspense fallback={null}>{detailed && <JobDetails job={job} />}</Suspense>
      </div>
    </article>
  )
})
