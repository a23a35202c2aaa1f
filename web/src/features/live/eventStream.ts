import type { Client } from 'graphql-ws'
import { waitBeforeRetry } from '@/shared/graphql/socket'
import { type GalleryEvent, GalleryEvents } from '@/shared/graphql/subscriptions'
import { textOf } from '@/shared/graphql/tada'

interface EventStreamOptions {
  socket: Client
  after: string
  apply: (event: GalleryEvent) => void
  /** Reads everything again, because events were lost. */
  refetchAll: () => Promise<void>
}

interface Fault {
  extensions?: { code?: unknown; cursor?: unknown }
}

/** Follows the events from a cursor on, for as long as the page lives, whatever happens to the connection. */
export function followEvents({ socket, after, apply, refetchAll }: EventStreamOptions): () => void {
  let cursor = after
  let failures = 0
  let stopped = false
  let unsubscribe = () => {}
  // graphql-ws sends the same object again after each reconnection: it has to read the cursor of that moment.
  const variables = {
    get after() {
      return cursor
    },
  }

  const resync = async (from: string) => {
    unsubscribe()
    cursor = from
    await refetchAll().catch(() => undefined)
    if (!stopped) subscribe()
  }
  const again = async () => {
    await waitBeforeRetry(failures)
    failures += 1
    if (!stopped) subscribe()
  }
  const subscribe = () => {
    let over = false
    const end = socket.subscribe<{ galleryEvents: GalleryEvent }>(
      { query: textOf(GalleryEvents), variables },
      {
        next: ({ data }) => {
          const event = data?.galleryEvents
          if (!event || over) return
          failures = 0
          if (event.__typename === 'ResyncRequired') return void resync(event.cursor)
          cursor = event.cursor
          apply(event)
        },
        error: (reason) => {
          if (over) return
          over = true
          const from = resyncCursor(reason)
          void (from ? resync(from) : again())
        },
        complete: () => {
          if (over) return
          over = true
          void again()
        },
      },
    )
    unsubscribe = () => {
      over = true
      end()
    }
  }

  subscribe()
  return () => {
    stopped = true
    unsubscribe()
  }
}

function resyncCursor(reason: unknown): string | null {
  const faults: Fault[] = Array.isArray(reason) ? reason : []
  const cursor = faults.find((fault) => fault.extensions?.code === 'RESYNC_REQUIRED')?.extensions?.cursor
  return typeof cursor === 'string' ? cursor : null
}
