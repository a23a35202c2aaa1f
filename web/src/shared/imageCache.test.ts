import { QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Picture } from './graphql/fragments'
import { ImageCache, type ImageList, imageListKey, type PendingChange, pictureKey } from './imageCache'
import { belongs, comparePictures, type ImageListFilter } from './imageOrder'
import { picture } from './testing'

const ALL = { starred: false, trashed: false }
const STARRED = { starred: true, trashed: false }
const TRASH = { starred: false, trashed: true }
const NEXT_TO_GO: ImageListFilter = { starred: false, trashed: true, order: 'deleted-asc' }
const OLDEST: ImageListFilter = { starred: false, trashed: true, order: 'created-asc' }
const FILTERS = [ALL, STARRED, TRASH, NEXT_TO_GO, OLDEST]
const DELETED = '2026-02-01T00:00:00+00:00'

/** A client whose lists hold what a server with these pictures would have sent, all of it or its first pages. */
function loaded(truth: readonly Picture[], perPage = 3, complete = true) {
  const client = new QueryClient()
  for (const filter of FILTERS)
    client.setQueryData(imageListKey(filter), listOf(truth, filter, perPage, complete))
  return { client, cache: new ImageCache(client) }
}

function listOf(
  truth: readonly Picture[],
  filter: ImageListFilter,
  perPage: number,
  complete: boolean,
): ImageList {
  const nodes = expected(truth, filter)
  const all = Math.max(1, Math.ceil(nodes.length / perPage))
  const kept = complete ? all : Math.max(1, all - 1)
  const pages = Array.from({ length: kept }, (_, i) => ({
    nodes: nodes.slice(i * perPage, (i + 1) * perPage),
    pageInfo: { hasNextPage: i < all - 1, endCursor: String(i) },
  }))
  return { pages, pageParams: pages.map((_, i) => (i === 0 ? null : String(i - 1))) }
}

function expected(truth: readonly Picture[], filter: ImageListFilter): Picture[] {
  return truth.filter((one) => belongs(one, filter)).toSorted((a, b) => comparePictures(a, b, filter))
}

function shown(client: QueryClient, filter: ImageListFilter): Picture[] {
  const list = client.getQueryData<ImageList>(imageListKey(filter))
  return list?.pages.flatMap((page) => page.nodes) ?? []
}

const ids = (pictures: readonly Picture[]) => pictures.map((one) => one.id)

describe('ImageCache', () => {
  it('keeps a picture that arrives while a change that fails is pending', () => {
    const { client, cache } = loaded([picture(1), picture(2)])
    const pending = cache.change([picture(1)], { starred: true })
    cache.settle([picture(3)])
    pending.rollback()
    expect(ids(shown(client, ALL))).toEqual(['p0003', 'p0002', 'p0001'])
    expect(shown(client, STARRED)).toEqual([])
  })

  it('puts a trashed picture back at its place when the server refuses', () => {
    const before = [1, 2, 3, 4, 5].map((n) => picture(n))
    const { client, cache } = loaded(before, 2)
    const pending = cache.change([picture(3)], { deletedAt: DELETED })
    expect(ids(shown(client, ALL))).not.toContain('p0003')
    expect(ids(shown(client, TRASH))).toEqual(['p0003'])
    pending.rollback()
    expect(ids(shown(client, ALL))).toEqual(ids(before).toReversed())
    expect(shown(client, TRASH)).toEqual([])
  })

  it('takes back its own change only, and keeps what another window did meanwhile', () => {
    const { client, cache } = loaded([picture(1)])
    const pending = cache.change([picture(1)], { starred: true })
    cache.settle([picture(1, { deletedAt: DELETED })])
    expect(shown(client, TRASH)[0]?.starred).toBe(true)
    pending.rollback()
    expect(shown(client, TRASH)).toEqual([picture(1, { deletedAt: DELETED })])
  })

  it('never brings back a picture that is gone for good', () => {
    const { client, cache } = loaded([picture(1), picture(2)])
    const pending = cache.change([picture(1)], { starred: true })
    cache.remove(['p0001'])
    pending.rollback()
    expect(ids(shown(client, ALL))).toEqual(['p0002'])
    expect(cache.find('p0001')).toBeUndefined()
  })

  it('leaves to the next page what stands after the last loaded picture', () => {
    const { client, cache } = loaded(
      [5, 6, 7, 8].map((n) => picture(n)),
      2,
      false,
    )
    cache.settle([picture(1)])
    expect(ids(shown(client, ALL))).toEqual(['p0008', 'p0007'])
  })

  it('keeps the identity of pages that do not change', () => {
    const { client, cache } = loaded(
      [1, 2, 3, 4].map((n) => picture(n)),
      2,
    )
    const before = client.getQueryData<ImageList>(imageListKey(ALL))
    cache.settle([picture(1, { starred: true })])
    const after = client.getQueryData<ImageList>(imageListKey(ALL))
    expect(after?.pages[0]).toBe(before?.pages[0])
    expect(after?.pages[1]).not.toBe(before?.pages[1])
  })

  it('patches the single picture that a viewer has open', () => {
    const { client, cache } = loaded([picture(1)])
    client.setQueryData(pictureKey('p0001'), { ...picture(1), url: '/original' })
    cache.settle([picture(1, { starred: true })])
    expect(client.getQueryData(pictureKey('p0001'))).toMatchObject({ starred: true, url: '/original' })
  })

  it('never guesses what a search finds: it lets the list ask again', () => {
    const { client, cache } = loaded([picture(1), picture(2)])
    const search: ImageListFilter = { ...ALL, search: 'fox' }
    const page = { nodes: [picture(1)], pageInfo: { hasNextPage: false, endCursor: null } }
    client.setQueryData(imageListKey(search), {
      pages: [cache.adopt(page, search, null, 0)],
      pageParams: [null],
    })
    const isStale = () => client.getQueryState(imageListKey(search))?.isInvalidated
    const pending = cache.change([picture(1)], { deletedAt: DELETED })
    expect(shown(client, search)).toEqual([])
    pending.rollback()
    expect(ids(shown(client, search))).toEqual(['p0001'])
    cache.settle([picture(2, { deletedAt: DELETED })], true)
    expect(isStale()).toBe(false)

    cache.settle([picture(3)], true)
    expect(ids(shown(client, search))).toEqual(['p0001'])
    expect(isStale()).toBe(true)
    expect(client.getQueryState(imageListKey(ALL))?.isInvalidated).toBe(false)
  })

  it('corrects a page that was already under way when something changed', () => {
    const { cache } = loaded([])
    const askedAt = performance.now()
    cache.settle([picture(2, { deletedAt: DELETED }), picture(4)])
    const stale = {
      nodes: [3, 2, 1].map((n) => picture(n)),
      pageInfo: { hasNextPage: false, endCursor: null },
    }
    expect(ids(cache.adopt(stale, ALL, null, askedAt).nodes)).toEqual(['p0004', 'p0003', 'p0001'])
    expect(ids(cache.adopt(stale, ALL, 'later page', askedAt).nodes)).toEqual(['p0003', 'p0001'])
  })

  it('corrects one picture likewise, with all that was asked for besides', () => {
    const { cache } = loaded([])
    const found = { ...picture(1), url: '/original' }
    const askedAt = performance.now()
    expect(cache.corrected(found, askedAt)).toEqual(found)
    cache.settle([picture(1, { deletedAt: DELETED })])
    expect(cache.corrected(found, askedAt)).toEqual({ ...found, deletedAt: DELETED })

    const later = { ...found, starred: true }
    expect(cache.corrected(later, performance.now() + 1)).toEqual(later)
    cache.change([later], { starred: false })
    expect(cache.corrected(later, performance.now() + 1)).toEqual({ ...later, starred: false })
  })

  it('shows a pending change in a page that arrives before the answer', () => {
    const { cache } = loaded([])
    cache.change([picture(2)], { deletedAt: DELETED })
    const page = { nodes: [2, 1].map((n) => picture(n)), pageInfo: { hasNextPage: false, endCursor: null } }
    expect(ids(cache.adopt(page, ALL, null, performance.now()).nodes)).toEqual(['p0001'])
  })

  it('ends a change of many with those as they were that the server has left', () => {
    const { client, cache } = loaded([1, 2, 3].map((n) => picture(n)))
    const pending = cache.change(shown(client, ALL), { starred: true })
    expect(shown(client, STARRED)).toHaveLength(3)
    pending.commit(null, new Set(['p0002']))
    expect(ids(shown(client, STARRED))).toEqual(['p0003', 'p0001'])
  })

  it('keeps the moment that the server told before it answered', () => {
    const { client, cache } = loaded([picture(1)])
    const pending = cache.change([picture(1)], { deletedAt: '2026-02-02T02:02:02.222Z' })
    cache.settle([picture(1, { deletedAt: DELETED, purgeAt: '2026-03-03T00:00:00+00:00' })])
    pending.commit()
    expect(shown(client, TRASH)).toEqual([
      picture(1, { deletedAt: DELETED, purgeAt: '2026-03-03T00:00:00+00:00' }),
    ])
  })
})

/** A server and a window on it, between which changes wait for their answers. */
class World {
  readonly #truth: Map<number, Picture>
  readonly #client: QueryClient
  readonly #cache: ImageCache
  #open: { changes: Map<number, Partial<Picture>>; pending: PendingChange }[] = []

  constructor(numbers: number[], perPage: number) {
    this.#truth = new Map(numbers.map((n) => [n, picture(n)]))
    const { client, cache } = loaded([...this.#truth.values()], perPage)
    this.#client = client
    this.#cache = cache
  }

  tell(number: number, change: Partial<Picture>): void {
    const told = picture(number, change)
    this.#truth.set(number, told)
    this.#cache.settle([told])
  }

  remove(number: number): void {
    this.#truth.delete(number)
    this.#cache.remove([picture(number).id])
  }

  /** Changes some at once, each in a way of its own. */
  change(numbers: number[], change: (one: Picture) => Partial<Picture>): void {
    const known = numbers.flatMap((number) => {
      const found = this.#cache.find(picture(number).id)
      return found ? [{ number, found }] : []
    })
    const changes = new Map(known.map(({ number, found }) => [number, change(found)]))
    const pictures = known.map(({ found }) => found)
    this.#open.push({ changes, pending: this.#cache.change(pictures, change) })
  }

  /** The server has done it, but for some; or has refused it altogether. */
  answer(which: number, fails: boolean, left: number[] = []): void {
    const [one] = this.#open.splice(which % Math.max(1, this.#open.length), 1)
    if (!one || fails) {
      one?.pending.rollback()
      return
    }
    for (const [number, change] of one.changes) {
      const current = this.#truth.get(number)
      if (current && !left.includes(number)) this.#truth.set(number, { ...current, ...change })
    }
    one.pending.commit(null, new Set(left.map((number) => picture(number).id)))
  }

  /** A single change is answered with the picture as it is now. */
  answerOne(which: number): void {
    const at = which % Math.max(1, this.#open.length)
    const [number, change] = [...(this.#open[at]?.changes ?? [])][0] ?? []
    const current = number === undefined ? undefined : this.#truth.get(number)
    if (number === undefined || !current || this.#open[at]?.changes.size !== 1) return
    const told = { ...current, ...change }
    this.#truth.set(number, told)
    this.#open.splice(at, 1)[0]?.pending.commit(told)
  }

  check(): void {
    while (this.#open.length > 0) this.answer(0, true)
    for (const filter of FILTERS) {
      expect(shown(this.#client, filter)).toEqual(expected([...this.#truth.values()], filter))
    }
  }
}

const numbers = fc.integer({ min: 1, max: 12 })
const moment = fc.constantFrom(null, DELETED)
const some = fc.uniqueArray(numbers, { maxLength: 6 })
const step = fc.oneof(
  fc.tuple(numbers, fc.boolean(), moment).map(([number, starred, deletedAt]) => (world: World) => {
    world.tell(number, { starred, deletedAt })
  }),
  fc.tuple(some, fc.boolean()).map(([many, starred]) => (world: World) => {
    world.change(many, () => ({ starred }))
  }),
  fc.tuple(some, moment).map(([many, deletedAt]) => (world: World) => {
    world.change(many, () => ({ deletedAt }))
  }),
  some.map((many) => (world: World) => world.change(many, (one) => ({ starred: !one.starred }))),
  fc.tuple(fc.nat(8), fc.boolean(), some).map(([which, fails, left]) => (world: World) => {
    world.answer(which, fails, left)
  }),
  fc.nat(8).map((which) => (world: World) => world.answerOne(which)),
  numbers.map((number) => (world: World) => world.remove(number)),
)

describe('any order of events, changes, answers and refusals', () => {
  it('leaves exactly what the server holds, in order, once all is answered', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (steps, perPage) => {
        const world = new World([2, 4, 6, 8, 10], perPage)
        for (const take of steps) take(world)
        world.check()
      }),
      { numRuns: 300 },
    )
  })
})
