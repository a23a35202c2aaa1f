import { hashKey, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { request } from '@/shared/graphql/request'
import { type ImageCache, type ImageList, imageListKey } from '@/shared/imageCache'
import { belongs, type ImageListFilter, orderBy, serverFilter } from '@/shared/imageOrder'
import { useImageCache } from '@/shared/useImageCache'
import { AroundQuery, PlaceQuery } from './documents'
import { applied, covers, endsSoon, joined, type Neighbours, NO_RUN, neighboursIn, type Run } from './run'

const MOST = 24
const GALLERY: ImageListFilter = { starred: false, trashed: false }
const NOBODY: Neighbours = { previous: undefined, next: undefined }

/** Tells who stands beside a picture of a list: from what is loaded, and from the server where that is not enough
 * about the place where one is. */
export function useNeighbours(place: Picture | null, filter: ImageListFilter | null) {
  const run = useRun(place, filter)
  return useCallback(
    (picture: Picture | null) => (picture && filter && run ? neighboursIn(run, picture, filter) : NOBODY),
    [run, filter],
  )
}

function useRun(place: Picture | null, filter: ImageListFilter | null): Run | null {
  const cache = useImageCache()
  const listed = useListed(place, filter)
  const [asked, setAsked] = useState<Run>(NO_RUN)
  const run = useMemo(() => {
    if (!place || !filter) return null
    const both = joined(listed, asked, filter)
    return [both, listed, asked].find((one) => covers(one, place, filter)) ?? null
  }, [listed, asked, place, filter])
  const { data } = useQuery({
    queryKey: ['around', filter, place?.id],
    enabled: place !== null && filter !== null && (!run || endsSoon(run, place, filter)),
    queryFn: ({ signal }) => (place && filter ? around(cache, place.id, filter, signal) : null),
    gcTime: 0,
  })
  useEffect(() => {
    if (filter) return cache.watch((change) => setAsked((now) => applied(now, change, filter)))
  }, [cache, filter])
  useEffect(() => {
    if (data && filter) setAsked((now) => joined(now, data, filter))
  }, [data, filter])
  return run
}

/** What is loaded of the list about the place: of a list in parts, by dates, the part it falls in. */
function useListed(place: Picture | null, filter: ImageListFilter | null): Run {
  const client = useQueryClient()
  const [heard, hear] = useReducer((times: number) => times + 1, 0)
  useEffect(() => {
    const [lists] = imageListKey(GALLERY)
    return client.getQueryCache().subscribe(({ query }) => query.queryKey[0] === lists && hear())
  }, [client])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again once one of the lists has changed
  return useMemo(() => {
    if (!place || !filter) return NO_RUN
    return partsOf(client, filter).find((part) => covers(part, place, filter)) ?? NO_RUN
  }, [client, place, filter, heard])
}

function partsOf(client: QueryClient, filter: ImageListFilter): Run[] {
  const [lists] = imageListKey(filter)
  const wanted: Dated = filter
  return client.getQueriesData<ImageList>({ queryKey: [lists] }).flatMap(([key, list]) => {
    const part = key[1] as Dated
    if (!list || hashKey([undated(part)]) !== hashKey([undated(wanted)])) return []
    const isStart = list.pageParams[0] === null && part.createdBefore === wanted.createdBefore
    const hasMore = list.pages.at(-1)?.pageInfo.hasNextPage !== false
    const isEnd = !hasMore && part.createdAfter === wanted.createdAfter
    return [{ pictures: list.pages.flatMap(({ nodes }) => nodes), isStart, isEnd }]
  })
}

type Dated = ImageListFilter & { createdAfter?: string; createdBefore?: string }

function undated({ createdAfter, createdBefore, ...rest }: Dated) {
  return rest
}

async function around(
  cache: ImageCache,
  id: string,
  filter: ImageListFilter,
  signal: AbortSignal,
): Promise<Run | null> {
  const list = { filter: serverFilter(filter), orderBy: orderBy(filter) }
  const { node } = await request(PlaceQuery, { id, ...list }, signal)
  const cursor = node?.__typename === 'Image' ? node.cursor : null
  if (!cursor) return null
  const [{ before, after }, self] = await Promise.all([
    request(AroundQuery, { most: MOST, cursor, ...list }, signal),
    cache.find(id),
  ])
  // What became known while the answer was under way is newer than the answer.
  const pictures = [...before.nodes, ...(self ? [self] : []), ...after.nodes]
    .map((picture) => cache.find(picture.id) ?? picture)
    .filter((picture) => belongs(picture, filter))
  return { pictures, isStart: !before.pageInfo.hasPreviousPage, isEnd: !after.pageInfo.hasNextPage }
}
