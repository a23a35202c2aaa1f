import { GalleryHorizontalEnd, RotateCw, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { throughJob } from '@/shared/batchLinks'
import type { Job } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { Button, buttonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { Link } from '@/shared/ui/Link'
import { isRefused, lacking, liveCount, mayBePaidTwice } from './jobState'
import { useJobActions } from './useJobActions'
import { words } from './words'

const RetryDialog = lazy(() => import('./RetryDialog').then((module) => ({ default: module.RetryDialog })))

interface JobActionsProps {
  job: Job
  onEdit: () => void
}

/** What can be done about a job in its state: the likeliest first. */
export function JobActions({ job, onEdit }: JobActionsProps) {
  const { cancel, retry } = useJobActions(job)
  const [asking, setAsking] = useState(false)
  const pending = isPending(job)
  const missing = lacking(job).length
  const refused = isRefused(job)
  return (
    <div className="mt-auto flex flex-wrap items-center gap-1.5 pt-1">
      {pending && (
        <Button className="px-2.5" onClick={() => void cancel()}>
          <X size={16} aria-hidden />
          {words.actions.cancel}
        </Button>
      )}
      {missing > 0 && (
        <Button
          tone={refused ? 'quiet' : 'plain'}
          className={classes('px-2.5', refused && 'order-1')}
          onClick={() => (mayBePaidTwice(job) ? setAsking(true) : void retry())}
        >
          <RotateCw size={15} aria-hidden />
          {words.actions.retry(missing)}
        </Button>
      )}
      {liveCount(job) > 1 && (
        <Link to={throughJob(job.id)} className={buttonClasses('plain', 'px-2.5')}>
          <GalleryHorizontalEnd size={15} aria-hidden />
          {words.actions.goThrough}
        </Link>
      )}
      {!pending && (
        <Button
          tone={refused || (missing === 0 && job.n === 1) ? 'plain' : 'quiet'}
          className="px-2.5"
          onClick={onEdit}
        >
          {missing > 0 ? words.actions.edit : words.actions.reuse}
        </Button>
      )}
      <Suspense fallback={null}>
        {asking && (
          <RetryDialog pictures={missing} onConfirm={() => void retry()} onClose={() => setAsking(false)} />
        )}
      </Suspense>
    </div>
  )
}
