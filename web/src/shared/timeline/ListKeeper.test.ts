import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ImageList, imageListKey } from '@/shared/imageCache'
import { picture } from '@/shared/testing'
import { wholeChapter } from './chapters'
import { ListKeeper } from './ListKeeper'

const ALL = { starred: false, trashed: false }
const chapters = Array.from({ length: 120 }, (_, i) =>
  wholeChapter({ ...ALL, createdBefore: new Date(Date.UTC(2026, 0, 200 - i)).toISOString() }, []),
)

/** A server that has five pictures, and sends two at a time. */
function serve() {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const { after } = JSON.parse(String(init?.body)).variables
    const from = Number(after ?? 0)
    const nodes = [5, 4, 3, 2, 1].slice(from, from + 2).map((n) => picture(n))
    const pageInfo = { hasNextPage: from + 2 < 5, endCursor: String(from + 2) }
    return Response.json({ data: { images: { nodes, pageInfo } } })
  })
}

const clients: QueryClient[] = []
function keeper() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  clients.push(client)
  const loaded = () =>
    client
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.data).length
  return { client, loaded, keeper: new ListKeeper(client) }
}

afterEach(() => {
  for (const client of clients.splice(0)) client.clear()
})

describe('a keeper of lists', () => {
  it('loads what is watched, once, and keeps it for those who come back', async () => {
    const sent = serve()
    const { keeper: own, loaded } = keeper()
    own.watch(chapters.slice(0, 2))
    await vi.waitFor(() => expect(loaded()).toBe(2))
    own.watch(chapters.slice(1, 3))
    await vi.waitFor(() => expect(loaded()).toBe(3))
    own.watch(chapters.slice(0, 2))
    expect(sent).toHaveBeenCalledTimes(3)
    own.stop()
  })

  it('lets go of what has not been seen for longest', async () => {
    serve()
    const { client, keeper: own, loaded } = keeper()
    const has = (place: number) => {
      const { filter } = chapters.at(place) ?? {}
      return filter !== undefined && client.getQueryData(imageListKey(filter)) !== undefined
    }
    for (let i = 0; i < chapters.length; i += 20) {
      own.watch(chapters.slice(i, i + 20))
      await vi.waitFor(() => expect(has(i + 19)).toBe(true))
    }
    expect(loaded()).toBe(20 + 80)
    expect([has(0), has(19), has(20), has(-1)]).toEqual([false, false, true, true])
    own.stop()
  })

  it('loads a chapter as far as a picture in it, and no further', async () => {
    const sent = serve()
    const { client, keeper: own } = keeper()
    const chapter = wholeChapter(ALL)
    await own.loadUntil(chapter, picture(3))
    expect(sent).toHaveBeenCalledTimes(2)
    await own.loadUntil(chapter, picture(4))
    expect(sent).toHaveBeenCalledTimes(2)
    await own.loadUntil(chapter, picture(1))
    const list = client.getQueryData<ImageList>(imageListKey(ALL))
    expect(list?.pages.flatMap(({ nodes }) => nodes)).toHaveLength(5)
  })
})
