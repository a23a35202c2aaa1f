import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Job } from './graphql/fragments'
import { JobsQuery } from './graphql/queries'
import { request } from './graphql/request'
import { compareMoments } from './imageOrder'

const RECENT = 24
const MOST_AT_ONCE = 100
const MOST_PENDING = 50
export const jobsKey = ['jobs'] as const

export interface JobList {
  jobs: Job[]
  /** Where the older ones begin; null where there are none. */
  older: string | null
  /** When an event last told of a job, so that an answer on its way then does not undo it. */
  heard: Record<string, number>
}

const NONE: JobList = { jobs: [], older: null, heard: {} }

interface PageInfo {
  hasNextPage: boolean
  endCursor: string | null
}

/** The latest jobs and all that are under way, live, with as many older ones as were asked for. */
export function useJobs() {
  const client = useQueryClient()
  return useQuery({
    queryKey: jobsKey,
    queryFn: async ({ signal }) => {
      const askedAt = performance.now()
      const first = Math.min(MOST_AT_ONCE, Math.max(RECENT, jobsIn(client).length))
      const { jobs, pending } = await request(JobsQuery, { first, pending: MOST_PENDING }, signal)
      return adopt(client, [...jobs.nodes, ...pending.nodes], olderThan(jobs.pageInfo), askedAt)
    },
  })
}

function adopt(client: QueryClient, found: Job[], older: string | null, askedAt: number): JobList {
  const known = client.getQueryData<JobList>(jobsKey)
  const heard = known?.heard ?? {}
  const newer = (known?.jobs ?? []).filter((job) => (heard[job.id] ?? 0) > askedAt)
  return { jobs: newestFirst(newer, found), older, heard }
}

function olderThan(page: PageInfo): string | null {
  return page.hasNextPage ? page.endCursor : null
}

function jobsIn(client: QueryClient): Job[] {
  return client.getQueryData<JobList>(jobsKey)?.jobs ?? []
}

export function isPending(job: Job): boolean {
  return job.status === 'QUEUED' || job.status === 'RUNNING'
}

export function usePendingJobs(): Job[] {
  const { data } = useJobs()
  return useMemo(() => (data?.jobs ?? []).filter(isPending), [data])
}

/** Both lists in one; a job of the first list stands for itself in the second. */
export function newestFirst(first: readonly Job[], second: readonly Job[]): Job[] {
  const jobs = new Map([...second, ...first].map((job) => [job.id, job]))
  return [...jobs.values()].toSorted((a, b) => compareMoments(b.createdAt, a.createdAt))
}

/** Puts a job, as a numbered event tells it, into the cached list; `putAnswer` is for answers. */
export function putJob(client: QueryClient, job: Job): void {
  // The first list may have been made before this, and still be on its way.
  const begun = client.isFetching({ queryKey: jobsKey, exact: true }) ? NONE : undefined
  client.setQueryData<JobList>(jobsKey, (list = begun) => {
    if (!list) return list
    const heard = { ...list.heard, [job.id]: performance.now() }
    return { ...list, heard, jobs: newestFirst([job], list.jobs) }
  })
}

/** Progress has no number and may come late: it never brings an ended job back to life. */
export function putProgress(client: QueryClient, job: Job): void {
  const known = jobsIn(client).find((other) => other.id === job.id)
  if (!known || isPending(known)) putJob(client, job)
}

/** Continues the list where it ended. */
export function putOlderJobs(client: QueryClient, page: { nodes: Job[]; pageInfo: PageInfo }): void {
  client.setQueryData<JobList>(
    jobsKey,
    (list) => list && { ...list, jobs: newestFirst(list.jobs, page.nodes), older: olderThan(page.pageInfo) },
  )
}
