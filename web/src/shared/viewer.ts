import { queryOptions, useQuery } from '@tanstack/react-query'
import { ServerQuery, ViewerQuery } from './graphql/queries'
import { request } from './graphql/request'
import { keepFor } from './owner'

export const viewerKey = ['viewer'] as const
/** What is left of the day: whatever makes the viewer's counts stale makes this stale. */
export const usageKey = [...viewerKey, 'usage'] as const

/** Who is signed in, how much they have, and where the event stream stood before any list was read. */
export function useViewer() {
  return useQuery({
    queryKey: viewerKey,
    queryFn: async ({ signal }) => {
      const { viewer } = await request(ViewerQuery, {}, signal)
      keepFor(viewer.id)
      return viewer
    },
  })
}

export const serverOptions = queryOptions({
  queryKey: ['server'],
  queryFn: async ({ signal }) => (await request(ServerQuery, {}, signal)).server,
  staleTime: Number.POSITIVE_INFINITY,
})

export function useServer() {
  return useQuery(serverOptions)
}
