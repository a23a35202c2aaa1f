import { PicturesByIdQuery } from './graphql/queries'
import { request } from './graphql/request'
import type { ImageCache } from './imageCache'
import { throttled } from './throttled'

const GATHER_MS = 60
const MOST_AT_ONCE = 100

const waiting = new Map<string, ImageCache>()

const refreshWaiting = throttled(() => {
  const asked = [...waiting]
  waiting.clear()
  for (let i = 0; i < asked.length; i += MOST_AT_ONCE) void refresh(asked.slice(i, i + MOST_AT_ONCE))
}, GATHER_MS)

/** Signed addresses expire in a window left open; tiles that fail together are asked for together. */
export function refreshPicture(cache: ImageCache, id: string): void {
  waiting.set(id, cache)
  refreshWaiting()
}

async function refresh(asked: [string, ImageCache][]): Promise<void> {
  const { nodes } = await request(PicturesByIdQuery, { ids: asked.map(([id]) => id) }).catch(() => ({
    nodes: [],
  }))
  const pictures = nodes.flatMap((node) => (node?.__typename === 'Image' ? [node] : []))
  asked[0]?.[1].settle(pictures)
}
