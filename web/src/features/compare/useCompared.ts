import { useQuery } from '@tanstack/react-query'
import { request } from '@/shared/graphql/request'
import { ComparedQuery } from './documents'

/** Signed addresses are good for longer. */
const FRESH_MS = 300_000

/** The two pictures; null for one that is not there. */
export function useCompared(one: string, other: string) {
  return useQuery({
    queryKey: ['compared', one, other],
    staleTime: FRESH_MS,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const { nodes } = await request(ComparedQuery, { ids: [one, other] }, signal)
      const [a, b] = nodes.map((node) => (node?.__typename === 'Image' ? node : null))
      return a && b ? ([a, b] as const) : null
    },
  })
}
