import { CreatePage } from '@/features/create/CreatePage'
import { JobsPanel } from '@/features/jobs/JobsPanel'

export function CreateRoute() {
  return <CreatePage renderJobs={(onEdit) => <JobsPanel onEdit={onEdit} />} />
}
