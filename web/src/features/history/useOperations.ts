import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { OperationsQuery } from '@/shared/graphql/operations'
import { request } from '@/shared/graphql/request'
import { operationsKey } from '@/shared/undo'

const PAGE = 30
const WATCH_MS = 1_000

/** What was done, newest first; read again and again while anything is still running. */
export function useOperations() {
  const query = useInfiniteQuery({
    queryKey: operationsKey,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) =>
      (await request(OperationsQuery, { first: PAGE, after: pageParam }, signal)).operations,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.nodes.some((one) => one.status === 'RUNNING')) ? WATCH_MS : false,
  })
  const operations = useMemo(() => query.data?.pages.flatMap((page) => page.nodes) ?? [], [query.data])
  return { ...query, operations }
}
