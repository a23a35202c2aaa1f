import type { Job } from '@/shared/graphql/fragments'
import type { JobList as Jobs } from '@/shared/jobs'
import { Button } from '@/shared/ui/Button'
import { JobAnnouncer } from './JobAnnouncer'
import { JobCard } from './JobCard'
import { useOlderJobs } from './useOlderJobs'
import { useQueuePlaces } from './useQueuePlaces'
import { words } from './words'

interface JobListProps {
  list: Jobs
  onEdit: (job: Job) => void
}

export function JobList({ list, onEdit }: JobListProps) {
  const places = useQueuePlaces(list.jobs)
  const { loadOlder, firstOlder } = useOlderJobs(list)
  return (
    <>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {list.jobs.map((job) => (
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
      {list.older && (
        <div className="mt-8 text-center">
          <Button onClick={() => void loadOlder()}>{words.actions.older}</Button>
        </div>
      )}
      <JobAnnouncer jobs={list.jobs} />
    </>
  )
}
