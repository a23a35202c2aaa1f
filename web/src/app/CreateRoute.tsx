import { CreatePage } from '@/features/create/CreatePage'
import { JobsPanel } from '@/features/jobs/JobsPanel'

export function CreateRoute() {
  return <CreatePage renderJobs={(onReuse) => <JobsPanel onReuse={onReuse} />} />
}
