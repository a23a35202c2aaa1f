import { ListChecks } from 'lucide-react'
import { useSearchParams } from 'react-router'
import type { Job } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { Button } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useReadingOn } from '@/shared/useReadingOn'
import { JobAnnouncer } from './JobAnnouncer'
import { JobCard } from './JobCard'
import { stateIn } from './jobStates'
import { StateNav } from './StateNav'
import { useAllJobs } from './useAllJobs'
import { useQueuePlaces } from './useQueuePlaces'
import { words } from './words'

interface JobsPageProps {
  onEdit: (job: Job) => void
}

/** Everything that was ever asked for, with what became of it. */
export function JobsPage({ onEdit }: JobsPageProps) {
  const [params] = useSearchParams()
  const state = stateIn(params)
  const { jobs, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useAllJobs(state)
  const { firstOlder, remember } = useReadingOn(jobs ?? [])
  // A button that is disabled would lose the focus.
  const loadOlder = () => {
    remember()
    if (!isFetchingNextPage) void fetchNextPage()
  }
  const isEmpty = jobs?.length === 0 && !hasNextPage
  return (
    <PageFrame title={texts.pages.jobs} below={<StateNav state={state} />}>
      <div className="w-full px-4 pt-3 pb-16 sm:px-6">
        {isError && !jobs && <LoadFailure reason={words.recent.failed} retry={() => void refetch()} />}
        {isEmpty && <EmptyState icon={ListChecks} {...words.all.empty[state]} />}
        {jobs && <Cards jobs={jobs} firstOlder={firstOlder} onEdit={onEdit} />}
        {hasNextPage && (
          <div className="mt-8 text-center">
            <Button onClick={loadOlder}>{words.actions.older}</Button>
          </div>
        )}
      </div>
    </PageFrame>
  )
}

interface CardsProps extends JobsPageProps {
  jobs: Job[]
  firstOlder: string | undefined
}

function Cards({ jobs, firstOlder, onEdit }: CardsProps) {
  const places = useQueuePlaces(jobs)
  return (
    <>
      <ul aria-label={texts.pages.jobs} className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3 2xl:grid-cols-4">
        {jobs.map((job) => (
          <li key={job.id} className="min-w-0">
            <JobCard
              job={job}
              place={places.get(job.id) ?? job.queuePosition}
              focused={job.id === firstOlder}
              onEdit={onEdit}
            />
          </li>
        ))}
      </ul>
      <JobAnnouncer jobs={jobs} />
    </>
  )
}
