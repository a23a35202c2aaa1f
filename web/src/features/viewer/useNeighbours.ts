import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { request } from '@/shared/graphql/request'
import { type ImageCache, type ImageList, imageListKey } from '@/shared/imageCache'
import { belongs, type ImageListFilter, orderBy, serverFilter } from '@/shared/imageOrder'
import { useImageCache } from '@/shared/useImageCache'
import { AroundQuery, PlaceQuery } from './documents'
import { applied, covers, endsSoon, joined, type Neighbours, NO_RUN, neighboursIn, type Run } from './run'

const MOST = 24
const NOBODY: Neighbours = { previous: undefined, next: undefined }

/** Who stands beside a picture in a list: from what is loaded, and from the server where that is not enough. */
export function useNeighbours(place: Picture | null, filter: ImageListFilter | null): Neighbours {
  const run = useRun(place, filter)
  return useMemo(
    () => (place && filter && run ? neighboursIn(run, place, filter) : NOBODY),
    [run, place, filter],
  )
}

function useRun(place: Picture | null, filter: ImageListFilter | null): Run | null {
  const cache = useImageCache()
  const listed = useListed(filter)
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

/** What the page beneath has loaded of the list. */
function useListed(filter: ImageListFilter | null): Run {
  const client = useQueryClient()
  const list = useSyncExternalStore(
    (listener) => client.getQueryCache().subscribe(listener),
    () => (filter ? client.getQueryData<ImageList>(imageListKey(filter)) : undefined),
  )
  return useMemo(() => {
    if (!list) return NO_RUN
    return {
      pictures: list.pages.flatMap(({ nodes }) => nodes),
      isStart: list.pageParams[0] === null,
      isEnd: list.pages.at(-1)?.pageInfo.hasNextPage === false,
    }
  }, [list])
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
