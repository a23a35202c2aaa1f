import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { JobPageQuery } from '@/shared/graphql/jobs'
import { request } from '@/shared/graphql/request'
import { type JobList, putOlderJobs } from '@/shared/jobs'
import { reasonOf } from '@/shared/reasonOf'
import { showToast } from '@/shared/toasts'

const PAGE = 24

/** Reads on where the list ends, and says which job to go on reading with. */
export function useOlderJobs(list: JobList) {
  const client = useQueryClient()
  const loading = useRef(false)
  const [firstOlder, setFirstOlder] = useState<string | null>(null)
  const loadOlder = async () => {
    if (loading.current) return
    loading.current = true
    try {
      const { jobs } = await request(JobPageQuery, { first: PAGE, after: list.older, statuses: null })
      putOlderJobs(client, jobs)
      setFirstOlder(jobs.nodes[0]?.id ?? null)
    } catch (error) {
      showToast({ tone: 'error', text: reasonOf(error) })
    } finally {
      loading.current = false
    }
  }
  return { loadOlder, firstOlder }
}
