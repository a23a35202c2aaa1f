import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { ImagesQuery } from './graphql/queries'
import { request } from './graphql/request'
import { imageListKey } from './imageCache'
import { type ImageListFilter, orderBy, serverFilter } from './imageOrder'
import { imageCacheOf } from './useImageCache'

const PAGE = 80

/** One list of pictures, page by page; every write to it goes through ImageCache. */
export function listOptions(client: QueryClient, filter: ImageListFilter) {
  const cache = imageCacheOf(client)
  return infiniteQueryOptions({
    queryKey: imageListKey(filter),
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const askedAt = performance.now()
      const images = await pageOf(filter, pageParam, signal)
      return cache.adopt(images, filter, pageParam, askedAt)
    },
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  })
}

/** A page as the server has it now, kept nowhere. */
export async function pageOf(filter: ImageListFilter, after: string | null, signal?: AbortSignal) {
  const wanted = { filter: serverFilter(filter), orderBy: orderBy(filter) }
  return (await request(ImagesQuery, { first: PAGE, after, ...wanted }, signal)).images
}
