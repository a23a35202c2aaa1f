import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Picture } from './graphql/fragments'
import { ImagesQuery } from './graphql/queries'
import { request } from './graphql/request'
import { imageListKey } from './imageCache'
import type { ImageListFilter } from './imageOrder'
import { useImageCache } from './useImageCache'

const PAGE = 60

/** One list of pictures, page by page; every write to it goes through ImageCache. */
export function useImageList({ starred, trashed }: ImageListFilter) {
  const cache = useImageCache()
  const filter = useMemo(() => ({ starred, trashed }), [starred, trashed])
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
  return { ...query, pictures }
}

function variablesOf(filter: ImageListFilter, after: string | null) {
  return {
    first: PAGE,
    after,
    filter: { starred: filter.starred || null, trashed: filter.trashed },
    orderBy: {
      field: filter.trashed ? ('DELETED_AT' as const) : ('CREATED_AT' as const),
      direction: 'DESC' as const,
    },
  }
}

function picturesOf(pages: readonly { nodes: Picture[] }[]): Picture[] {
  return pages.flatMap((page) => page.nodes)
}
