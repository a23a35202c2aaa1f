import type { QueryClient } from '@tanstack/react-query'
import type { GalleryEvent } from '@/shared/graphql/subscriptions'
import { jobsKey, putJob } from '@/shared/jobs'
import { awaitedBy } from '@/shared/operations/awaited'
import { spaced, throttled } from '@/shared/throttled'
import { operationsKey } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { usageKey, viewerKey } from '@/shared/viewer'

const COUNTS_AFTER_MS = 500
/** A large operation tells of a batch several times a second, of which no list can show all. */
const REFETCH_EVERY_MS = 3_000

/** Brings what happened anywhere into the caches of this window. */
export function eventHandler(client: QueryClient) {
  const cache = imageCacheOf(client)
  const awaited = awaitedBy(client)
  const countAgain = throttled(() => {
    void client.invalidateQueries({ queryKey: viewerKey })
    void client.invalidateQueries({ queryKey: operationsKey })
  }, COUNTS_AFTER_MS)
  const askUsage = throttled(() => void client.invalidateQueries({ queryKey: usageKey }), COUNTS_AFTER_MS)
  const refetch = spaced(() => {
    void cache.refetch()
    // Their cards show some of the pictures.
    void client.invalidateQueries({ queryKey: jobsKey })
  }, REFETCH_EVERY_MS)
  return {
    apply(event: GalleryEvent): void {
      if (event.__typename === 'JobChanged') {
        putJob(client, event.job)
        askUsage()
      }
      if (event.__typename === 'ImageCreated') cache.settle([event.image], true)
      if (event.__typename === 'ImagesChanged') {
        awaited.hear(event.operation)
        const news = event.images.filter(({ id }) => !awaited.isFor(id))
        cache.settle(news, isMove(event.operation.action))
      }
      if (event.__typename === 'ImagesDeleted') cache.remove(event.ids)
      if ('truncated' in event && event.truncated) refetch()
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

/** Into the trash or out of it, or back by an undo. */
function isMove(action: string): boolean {
  return action === 'TRASH' || action === 'RESTORE'
}
