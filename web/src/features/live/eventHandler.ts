import type { QueryClient } from '@tanstack/react-query'
import type { GalleryEvent } from '@/shared/graphql/subscriptions'
import { forgetPictures, jobsKey, putJob } from '@/shared/jobs'
import { throttled } from '@/shared/throttled'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'

const COUNTS_AFTER_MS = 500

/** Brings what happened anywhere into the caches of this window. */
export function eventHandler(client: QueryClient) {
  const cache = imageCacheOf(client)
  const countAgain = throttled(() => void client.invalidateQueries({ queryKey: viewerKey }), COUNTS_AFTER_MS)
  return {
    apply(event: GalleryEvent): void {
      if (event.__typename === 'JobChanged') putJob(client, event.job)
      if (event.__typename === 'ImageCreated') cache.settle([event.image])
      if (event.__typename === 'ImagesChanged') cache.settle(event.images)
      if (event.__typename === 'ImagesDeleted') {
        cache.remove(event.ids)
        forgetPictures(client, event.ids)
      }
      if ('truncated' in event && event.truncated) void cache.refetch()
      if (event.__typename !== 'JobChanged') countAgain()
    },
    async refetchAll(): Promise<void> {
      await Promise.all([
        cache.refetch(),
        client.invalidateQueries({ queryKey: jobsKey }),
        client.invalidateQueries({ queryKey: viewerKey }),
        client.invalidateQueries({ queryKey: ['image'] }),
      ])
    },
  }
}
