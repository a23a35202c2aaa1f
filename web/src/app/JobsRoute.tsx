import { useNavigate } from 'react-router'
import { promptState } from '@/features/create/promptState'
import { useEditJob } from '@/features/create/useEditJob'
import { JobsPage } from '@/features/jobs/JobsPage'
import { changeDraft } from '@/shared/draft'

/** What is edited goes to the form of the other page. */
export function JobsRoute() {
  const navigate = useNavigate()
  const edit = useEditJob(changeDraft)
  return (
    <JobsPage
      onEdit={(job) => {
        navigate('/', { state: promptState })
        void edit(job)
      }}
    />
  )
}
