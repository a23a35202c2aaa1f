import { lazy, Suspense, useEffect } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { useJobs } from '@/shared/jobs'
import { Link } from '@/shared/ui/Link'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { words } from './words'

const loadList = () => import('./JobList').then((module) => ({ default: module.JobList }))
const JobList = lazy(loadList)

interface JobsPanelProps {
  onEdit: (job: Job) => void
}

/** What was asked for lately, live. */
export function JobsPanel({ onEdit }: JobsPanelProps) {
  const { data: list, isError, refetch } = useJobs()
  const empty = list?.jobs.length === 0
  // Before the first job is asked for: who is not there when it ends cannot say so.
  useEffect(() => void loadList().catch(() => {}), [])
  return (
    <section aria-labelledby="recent-work" className="mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6">
      <div className="mb-4 flex items-baseline justify-between gap-4 text-sm">
        <h2 id="recent-work" className="font-semibold text-zinc-500 dark:text-zinc-400">
          {words.recent.heading}
        </h2>
        <Link
          to="/jobs"
          className="rounded font-medium text-violet-700 hover:underline pointer-coarse:py-2.5 dark:text-violet-300"
        >
          {words.recent.all}
        </Link>
      </div>
      {isError && !list && <LoadFailure reason={words.recent.failed} retry={() => void refetch()} />}
      {empty && (
        <p className="rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400">
          {words.recent.empty}
        </p>
      )}
      <Suspense fallback={null}>{list && !empty && <JobList list={list} onEdit={onEdit} />}</Suspense>
    </section>
  )
}
