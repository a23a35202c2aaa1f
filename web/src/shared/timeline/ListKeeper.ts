import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query'
import { imageListKey } from '@/shared/imageCache'
import { listOptions } from '@/shared/imageLists'
import { comparePictures, type ImageListFilter, type Place } from '@/shared/imageOrder'
import type { Chapter } from './chapters'

/** So many chapters that are out of sight stay loaded; the longest unseen goes first. */
const MOST_KEPT = 80

/** Loads the chapters that are looked at, and lets go of those that have not been seen for long. */
export class ListKeeper {
  readonly #client: QueryClient
  readonly #watched = new Map<string, { filter: ImageListFilter; observer: Observer; stop: () => void }>()
  readonly #left = new Map<string, ImageListFilter>()

  constructor(client: QueryClient) {
    this.#client = client
  }

  /** What is watched is loaded; what no longer is may go. */
  watch(chapters: readonly Chapter[]): void {
    const wanted = new Set(chapters.map(({ hash }) => hash))
    for (const [hash, { filter, stop }] of this.#watched) {
      if (wanted.has(hash)) continue
      stop()
      this.#watched.delete(hash)
      this.#leave(hash, filter)
    }
    for (const { hash, filter } of chapters) {
      if (this.#watched.has(hash)) continue
      const observer = observe(this.#client, filter)
      this.#left.delete(hash)
      this.#watched.set(hash, { filter, observer, stop: observer.subscribe(() => {}) })
    }
  }

  more({ hash }: Chapter): void {
    const { observer } = this.#watched.get(hash) ?? {}
    const now = observer?.getCurrentResult()
    if (now?.hasNextPage && !now.isFetching && !now.isError) void observer?.fetchNextPage()
  }

  retry({ hash }: Chapter): void {
    void this.#watched.get(hash)?.observer.refetch()
  }

  /** Loads a chapter from its beginning until it holds this picture, or would. */
  async loadUntil({ hash, filter }: Chapter, end: Place): Promise<void> {
    await this.#client.ensureInfiniteQueryData(listOptions(this.#client, filter))
    const observer = observe(this.#client, filter)
    for (;;) {
      const { data, hasNextPage, isError } = observer.getCurrentResult()
      const last = data?.pages.at(-1)?.nodes.at(-1)
      if (!hasNextPage || isError || (last && comparePictures(last, end, filter) >= 0)) break
      await observer.fetchNextPage({ cancelRefetch: false })
    }
    if (!this.#watched.has(hash)) this.#leave(hash, filter)
  }

  stop(): void {
    this.watch([])
  }

  #leave(hash: string, filter: ImageListFilter): void {
    this.#left.delete(hash)
    this.#left.set(hash, filter)
    for (const [oldest, gone] of this.#left) {
      if (this.#left.size <= MOST_KEPT) break
      this.#left.delete(oldest)
      this.#client.removeQueries({ queryKey: imageListKey(gone), exact: true, type: 'inactive' })
    }
  }
}

function observe(client: QueryClient, filter: ImageListFilter) {
  return new InfiniteQueryObserver(client, listOptions(client, filter))
}

type Observer = ReturnType<typeof observe>
