import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { CancelJob } from '@/shared/graphql/mutations'
import { request } from '@/shared/graphql/request'
import { reasonOf } from '@/shared/imageActions'
import { putJob, useJobs } from '@/shared/jobs'
import { texts } from '@/shared/texts'
import { showToast } from '@/shared/toasts'
import { FinishedAnnouncer } from './FinishedAnnouncer'
import { JobCard } from './JobCard'

interface JobsPanelProps {
  onReuse: (job: Job) => void
}

/** What was asked for lately, live. */
export function JobsPanel({ onReuse }: JobsPanelProps) {
  const { data: jobs } = useJobs()
  const cancel = useCancel()
  return (
    <section aria-labelledby="recent-work" className="mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6">
      <h2 id="recent-work" className="mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400">
        {texts.jobs.heading}
      </h2>
      {jobs?.length === 0 && (
        <p className="rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400">
          {texts.jobs.empty}
        </p>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {jobs?.map((job) => (
          <li key={job.id} className="min-w-0">
            <JobCard job={job} onCancel={cancel} onReuse={onReuse} />
          </li>
        ))}
      </ul>
      <FinishedAnnouncer jobs={jobs ?? []} />
    </section>
  )
}

function useCancel() {
  const client = useQueryClient()
  return useCallback(
    async (job: Job) => {
      try {
        const { cancelJob } = await request(CancelJob, { id: job.id })
        const error = cancelJob.userErrors[0]
        if (error) showToast({ tone: 'error', text: error.message })
        if (cancelJob.job) putJob(client, cancelJob.job)
      } catch (error) {
        showToast({ tone: 'error', text: reasonOf(error) })
      }
    },
    [client],
  )
}
