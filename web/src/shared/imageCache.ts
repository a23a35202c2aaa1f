import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Picture } from './graphql/fragments'
import { belongs, type ImageListFilter, isDecided } from './imageOrder'
import { reconcile } from './reconcile'
import { SearchHits } from './searchHits'
import { spaced, throttled } from './throttled'

export interface ImagePage {
  nodes: Picture[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
export type ImageList = InfiniteData<ImagePage, string | null>
export type ImageChange = Partial<Pick<Picture, 'starred' | 'deletedAt' | 'purgeAt'>>

/** Ends an optimistic change: with the server's answer, or by taking back that change and nothing else. */
export interface PendingChange {
  /** `left` are pictures that the server has left as they were. */
  commit(answer?: Picture | null, left?: ReadonlySet<string>): void
  rollback(): void
}

/** What a watcher is told: pictures as they are shown now, or that are gone; `moved` as of an event. */
export interface Change {
  pictures: readonly Picture[]
  gone: readonly string[]
  moved: boolean
}

interface Overlay {
  /** What the server last told, without the changes that wait for its answer. */
  base: Picture
  changes: ImageChange[]
}

interface Truth {
  picture: Picture | null
  at: number
}

const LISTS = 'images'
const TIMELINES = 'timeline'
const TRUTH_KEPT_MS = 60_000
const SEARCH_AGAIN_MS = 2_000
const COUNT_AFTER_MS = 400
const NONE: ReadonlySet<string> = new Set()

export const imageListKey = (filter: ImageListFilter) => [LISTS, filter] as const
/** How many pictures each day of a list has. */
export const timelineKey = (filter: ImageListFilter) => [TIMELINES, filter] as const
export const pictureKey = (id: string) => ['image', id] as const

/** The one place that writes pictures into the query cache, so that no two writers can undo each other. */
export class ImageCache {
  readonly #client: QueryClient
  readonly #overlays = new Map<string, Overlay>()
  readonly #truths = new Map<string, Truth>()
  readonly #hits = new SearchHits()
  readonly #watchers = new Set<(change: Change) => void>()
  /** Whether a picture has come or gone since the days were last counted. */
  #hasMoved = false

  constructor(client: QueryClient) {
    this.#client = client
  }

  /** Calls back after every change; returns what ends it. */
  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Takes what the server says about pictures: each is put, patched, moved or dropped in every list. */
  settle(pictures: readonly Picture[], moved = false): void {
    const shown = pictures.map((picture) => {
      this.#remember(picture.id, picture)
      return this.#overlaid(picture)
    })
    this.#show(shown, moved)
  }

  /** Shows a change before the server has answered. */
  change(
    pictures: readonly Picture[],
    change: ImageChange | ((picture: Picture) => ImageChange),
  ): PendingChange {
    const mine = new Map<string, ImageChange>()
    const shown = pictures.map((picture) => {
      const overlay = this.#overlays.get(picture.id) ?? { base: picture, changes: [] }
      const own = { ...(typeof change === 'function' ? change(picture) : change) }
      overlay.changes.push(own)
      mine.set(picture.id, own)
      this.#overlays.set(picture.id, overlay)
      return merged(overlay)
    })
    this.#show(shown)
    return {
      commit: (answer, left) => this.#end(mine, true, answer ?? null, left),
      rollback: () => this.#end(mine, false),
    }
  }

  /** Forgets pictures that are gone for good. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#overlays.delete(id)
      this.#remember(id, null)
      this.#client.removeQueries({ queryKey: pictureKey(id) })
    }
    const gone = new Map(ids.map((id) => [id, null]))
    this.#eachList((list, filter) => reconcile(list, gone, filter))
    this.#tell({ pictures: [], gone: ids, moved: true })
  }

  /** Corrects a page that was asked for at `askedAt` by what has become known while it was under way. */
  adopt(page: ImagePage, filter: ImageListFilter, after: string | null, askedAt: number): ImagePage {
    const known = new Map<string, Picture | null>()
    for (const [id, truth] of this.#truths) if (truth.at >= askedAt) known.set(id, truth.picture)
    this.#hits.add(filter, page.nodes)
    for (const node of page.nodes) if (!known.has(node.id)) this.#rebase(node)
    for (const [id, picture] of known) if (picture) known.set(id, this.#overlaid(picture))
    for (const [id, overlay] of this.#overlays) known.set(id, merged(overlay))
    if (known.size === 0) return page
    return (
      reconcile({ pages: [page], pageParams: [after] }, this.#judged(known, filter), filter)?.pages[0] ?? page
    )
  }

  /** Corrects one picture that was asked for at `askedAt` in the same way. */
  corrected<Found extends Picture>(found: Found, askedAt: number): Found {
    const truth = this.#truths.get(found.id)
    if (truth?.picture && truth.at >= askedAt) return { ...found, ...this.#overlaid(truth.picture) }
    this.#rebase(found)
    return { ...found, ...this.#overlaid(found) }
  }

  find(id: string): Picture | undefined {
    const truth = this.#truths.get(id)?.picture
    if (truth) return this.#overlaid(truth)
    for (const [, list] of this.#lists()) {
      for (const page of list.pages) {
        const found = page.nodes.find((node) => node.id === id)
        if (found) return found
      }
    }
    return this.#client.getQueryData<Picture>(pictureKey(id))
  }

  /** Every picture of a list that has been loaded, with whichever list it came. */
  loaded(filter: ImageListFilter): Picture[] {
    const nodes = this.#lists().flatMap(([, list]) => list.pages.flatMap((page) => page.nodes))
    const found = new Map(nodes.map((node) => [node.id, node]))
    return [...found.values()].filter((node) => belongs(node, filter))
  }

  /** Fetches every list again, keeping no more pages than a person looks back on. */
  refetch(pagesKept = 10): Promise<void> {
    this.#eachList((list) =>
      list.pages.length <= pagesKept
        ? list
        : { pages: list.pages.slice(0, pagesKept), pageParams: list.pageParams.slice(0, pagesKept) },
    )
    const keys = [[LISTS], [TIMELINES]]
    return Promise.all(keys.map((queryKey) => this.#client.invalidateQueries({ queryKey }))).then(() => {})
  }

  #end(
    mine: Map<string, ImageChange>,
    keep: boolean,
    answer: Picture | null = null,
    left: ReadonlySet<string> = NONE,
  ): void {
    const shown: Picture[] = []
    for (const [id, own] of mine) {
      const overlay = this.#overlays.get(id)
      if (!overlay) continue
      overlay.changes = overlay.changes.filter((other) => other !== own)
      if (keep && !left.has(id)) {
        overlay.base = answer?.id === id ? answer : agreed(overlay.base, own)
        this.#remember(id, overlay.base)
      }
      if (overlay.changes.length === 0) this.#overlays.delete(id)
      shown.push(merged(overlay))
    }
    this.#show(shown)
  }

  #tell(change: Change): void {
    this.#hasMoved ||= change.moved || change.gone.length > 0
    this.#count()
    for (const watcher of this.#watchers) watcher(change)
  }

  /** Has the server count the days again, of which most are not loaded; a star moves only what is listed by it. */
  readonly #count = throttled(() => {
    const all = this.#hasMoved
    this.#hasMoved = false
    const predicate = (query: { queryKey: readonly unknown[] }) =>
      all || (query.queryKey[1] as ImageListFilter).starred
    void this.#client.invalidateQueries({ queryKey: [TIMELINES], predicate })
  }, COUNT_AFTER_MS)

  #show(pictures: readonly Picture[], moved = false): void {
    if (pictures.length === 0) return
    const known = new Map(pictures.map((picture) => [picture.id, picture]))
    this.#eachList((list, filter) => reconcile(list, this.#judged(known, filter), filter))
    for (const picture of pictures) {
      this.#client.setQueryData<Picture>(pictureKey(picture.id), (old) =>
        old ? { ...old, ...picture } : old,
      )
    }
    this.#tell({ pictures, gone: [], moved })
  }

  /** Without those of which only the server knows whether a search finds them: it is asked, once it has them. */
  #judged(known: Map<string, Picture | null>, filter: ImageListFilter): Map<string, Picture | null> {
    if (isDecided(filter)) return known
    const open = [...known.values()].filter((picture) => picture && this.#hits.isOpen(picture, filter))
    if (open.some((picture) => picture && !this.#overlays.has(picture.id))) this.#searchAgain()
    const left = new Set(open)
    return new Map([...known].filter(([, picture]) => !left.has(picture)))
  }

  readonly #searchAgain = spaced(() => {
    const isSearch = (filter: unknown) => !isDecided(filter as ImageListFilter)
    void this.#client.invalidateQueries({
      queryKey: [LISTS],
      predicate: ({ queryKey }) => isSearch(queryKey[1]),
    })
  }, SEARCH_AGAIN_MS)

  #remember(id: string, picture: Picture | null): void {
    const now = performance.now()
    this.#truths.delete(id)
    this.#truths.set(id, { picture, at: now })
    for (const [old, truth] of this.#truths) {
      if (now - truth.at < TRUTH_KEPT_MS) break
      this.#truths.delete(old)
    }
    if (picture) this.#rebase(picture)
  }

  #rebase(picture: Picture): void {
    const overlay = this.#overlays.get(picture.id)
    if (overlay) overlay.base = picture
  }

  #overlaid(picture: Picture): Picture {
    const overlay = this.#overlays.get(picture.id)
    return overlay ? merged({ base: picture, changes: overlay.changes }) : picture
  }

  #lists(): [ImageListFilter, ImageList][] {
    return this.#client
      .getQueriesData<ImageList>({ queryKey: [LISTS] })
      .flatMap(([key, list]) => (list ? [[key[1] as ImageListFilter, list]] : []))
  }

  #eachList(update: (list: ImageList, filter: ImageListFilter) => ImageList): void {
    for (const [filter, list] of this.#lists()) {
      const next = update(list, filter)
      if (next !== list) this.#client.setQueryData(imageListKey(filter), next)
    }
  }
}

/** A change that has come true; the event that told of it may have come before, with the server's own moment. */
function agreed(base: Picture, change: ImageChange): Picture {
  const told = base.deletedAt && change.deletedAt ? { deletedAt: base.deletedAt, purgeAt: base.purgeAt } : {}
  return { ...base, ...change, ...told }
}

function merged(overlay: Overlay): Picture {
  return Object.assign({}, overlay.base, ...overlay.changes)
}
