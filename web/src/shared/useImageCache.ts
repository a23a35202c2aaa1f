import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { ImageCache } from './imageCache'

const caches = new WeakMap<QueryClient, ImageCache>()

export function imageCacheOf(client: QueryClient): ImageCache {
  const known = caches.get(client) ?? new ImageCache(client)
  caches.set(client, known)
  return known
}

export function useImageCache(): ImageCache {
  return imageCacheOf(useQueryClient())
}
