import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { JobPageQuery } from '@/shared/graphql/jobs'
import { request } from '@/shared/graphql/request'
import { jobsKey, useJobs } from '@/shared/jobs'
import { STATUSES, type State, shownJobs } from './jobStates'

const PAGE = 24
/** So many fill a page; what is refused stands thin among what has failed. */
const ENOUGH = 6

/** All jobs in a state, live, page after page. */
export function useAllJobs(state: State) {
  const live = useJobs().data?.jobs
  const query = useInfiniteQuery({
    // Beneath the key of the latest ones: what makes those be asked for again is news of these, too.
    queryKey: [...jobsKey, 'all', STATUSES[state]],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) =>
      (await request(JobPageQuery, { first: PAGE, after: pageParam, statuses: STATUSES[state] }, signal))
        .jobs,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  const jobs = useMemo(() => {
    if (!data) return null
    const loaded = data.pages.flatMap((page) => page.nodes)
    return shownJobs(loaded, live ?? [], state, !hasNextPage)
  }, [data, live, state, hasNextPage])
  const needsMore = jobs !== null && jobs.length < ENOUGH && hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (needsMore) void fetchNextPage()
  }, [needsMore, fetchNextPage])
  return { ...query, jobs }
}
