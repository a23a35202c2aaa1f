import { notifyManager, type QueryClient } from '@tanstack/react-query'
import { type ImageList, imageListKey } from '@/shared/imageCache'
import { type Chapter, sumOf } from './chapters'
import { type Part, PictureList } from './PictureList'

const [LISTS] = imageListKey({ starred: false, trashed: false })

/** The lists of a timeline's chapters as one list, which changes when one of them does. */
export class TimelineLists {
  readonly #client: QueryClient
  #parts: Part[]
  #states: unknown[]
  #list: PictureList
  #isStale = true

  constructor(client: QueryClient, chapters: readonly Chapter[]) {
    this.#client = client
    this.#parts = chapters.map((chapter) => partOf(chapter, undefined, false))
    this.#states = chapters.map(() => undefined)
    this.#list = new PictureList(this.#parts)
  }

  subscribe = (listener: () => void): (() => void) => {
    const tell = notifyManager.batchCalls(listener)
    this.#isStale = true
    return this.#client.getQueryCache().subscribe(({ query }) => {
      if (query.queryKey[0] !== LISTS) return
      this.#isStale = true
      tell()
    })
  }

  get = (): PictureList => {
    if (!this.#isStale) return this.#list
    this.#isStale = false
    const queries = this.#client.getQueryCache()
    let changed = false
    const parts = this.#parts.map((part, i) => {
      const state = queries.get(part.hash)?.state
      const data = state?.data as ImageList | undefined
      const failed = state?.status === 'error'
      if (data === this.#states[i] && failed === part.hasFailed) return part
      this.#states[i] = data
      changed = true
      return partOf(part, data, failed)
    })
    if (changed) {
      this.#parts = parts
      this.#list = new PictureList(parts)
    }
    return this.#list
  }
}

function partOf({ filter, hash, days }: Chapter, list: ImageList | undefined, hasFailed: boolean): Part {
  const pictures = list?.pages.flatMap((page) => page.nodes) ?? []
  const isComplete = list !== undefined && list.pages.at(-1)?.pageInfo.hasNextPage === false
  const counted = sumOf(days ?? [])
  const count = isComplete ? pictures.length : Math.max(pictures.length, counted)
  return { filter, hash, days, pictures, count, isComplete, hasFailed }
}
