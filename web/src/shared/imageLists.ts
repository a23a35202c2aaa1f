import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Picture } from './graphql/fragments'
import { ImagesQuery } from './graphql/queries'
import { request } from './graphql/request'
import { imageListKey } from './imageCache'
import { filterKey, type ImageListFilter, imageFilter, orderBy, serverFilter } from './imageOrder'
import { useImageCache } from './useImageCache'

const PAGE = 60

/** One list of pictures, page by page; every write to it goes through ImageCache. */
export function useImageList(asked: ImageListFilter) {
  const cache = useImageCache()
  const key = filterKey(asked)
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal filters are one list
  const filter = useMemo(() => imageFilter(asked), [key])
  const query = useInfiniteQuery({
    queryKey: imageListKey(filter),
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) => {
      const askedAt = performance.now()
      const { images } = await request(ImagesQuery, variablesOf(filter, pageParam), signal)
      return cache.adopt(images, filter, pageParam, askedAt)
    },
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  })
  const pictures = useMemo(() => (query.data ? picturesOf(query.data.pages) : []), [query.data])
  const { fetchNextPage, hasNextPage } = query
  /** All that is loaded then; null where nothing more can be had. */
  const loadMore = useCallback(async () => {
    if (!hasNextPage) return null
    const { data, isError } = await fetchNextPage({ cancelRefetch: false })
    return data && !isError ? picturesOf(data.pages) : null
  }, [fetchNextPage, hasNextPage])
  return { ...query, pictures, loadMore }
}

function variablesOf(filter: ImageListFilter, after: string | null) {
  return {
    first: PAGE,
    after,
    filter: serverFilter(filter),
    orderBy: orderBy(filter),
  }
}

export function picturesOf(pages: readonly { nodes: Picture[] }[]): Picture[] {
  return pages.flatMap((page) => page.nodes)
}
