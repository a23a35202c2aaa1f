import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { Job } from './graphql/fragments'
import { JobsQuery } from './graphql/queries'
import { request } from './graphql/request'
import { compareMoments } from './imageOrder'

const RECENT = 24
export const jobsKey = ['jobs'] as const

export function useJobs() {
  return useQuery({
    queryKey: jobsKey,
    queryFn: async ({ signal }) => (await request(JobsQuery, { first: RECENT }, signal)).jobs.nodes,
  })
}

export function isPending(job: Job): boolean {
  return job.status === 'QUEUED' || job.status === 'RUNNING'
}

/** Puts a job, as an answer or a numbered event tells it, into the cached list. */
export function putJob(client: QueryClient, job: Job): void {
  client.setQueryData<Job[]>(jobsKey, (jobs) => {
    if (!jobs) return jobs
    const others = jobs.filter((other) => other.id !== job.id)
    return [job, ...others].toSorted((a, b) => compareMoments(b.createdAt, a.createdAt))
  })
}

/** Progress has no number and may come late: it never brings an ended job back to life. */
export function putProgress(client: QueryClient, job: Job): void {
  const known = client.getQueryData<Job[]>(jobsKey)?.find((other) => other.id === job.id)
  if (!known || isPending(known)) putJob(client, job)
}
