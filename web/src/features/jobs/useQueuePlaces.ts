import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Job } from '@/shared/graphql/fragments'
import { QueuePlacesQuery } from '@/shared/graphql/jobs'
import { request } from '@/shared/graphql/request'

const EVERY_MS = 4_000
const MOST = 50
const NOWHERE: ReadonlyMap<string, number | null> = new Map()

/** Places in the queue as they are now: those ahead belong to others too, whose events nobody else hears. */
export function useQueuePlaces(jobs: readonly Job[]): ReadonlyMap<string, number | null> {
  const queued = jobs.filter((job) => job.status === 'QUEUED').map((job) => job.id)
  const { data } = useQuery({
    queryKey: ['queuePlaces', queued],
    enabled: queued.length > 0,
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    gcTime: 0,
    // A map would be a new value every time; a list of pairs is shared where it stays the same.
    queryFn: async ({ signal }) => {
      const { jobs } = await request(QueuePlacesQuery, { first: MOST }, signal)
      return jobs.nodes.map(({ id, queuePosition }) => [id, queuePosition] as const)
    },
  })
  return queued.length > 0 && data ? new Map(data) : NOWHERE
}
