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
const FILTERS = [ALL, STARRED, TRASH]
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

  it('shows a pending change in a page that arrives before the answer', () => {
    const { cache } = loaded([])
    cache.change([picture(2)], { deletedAt: DELETED })
    const page = { nodes: [2, 1].map((n) => picture(n)), pageInfo: { hasNextPage: false, endCursor: null } }
    expect(ids(cache.adopt(page, ALL, null, performance.now()).nodes)).toEqual(['p0001'])
  })
})

/** A server and a window on it, between which changes wait for their answers. */
class World {
  readonly #truth: Map<number, Picture>
  readonly #client: QueryClient
  readonly #cache: ImageCache
  #open: { number: number; change: Partial<Picture>; pending: PendingChange }[] = []

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

  change(number: number, change: Partial<Picture>): void {
    const known = this.#cache.find(picture(number).id)
    if (known) this.#open.push({ number, change, pending: this.#cache.change([known], change) })
  }

  answer(which: number, fails: boolean): void {
    const [one] = this.#open.splice(which % Math.max(1, this.#open.length), 1)
    const current = one && this.#truth.get(one.number)
    if (fails || !current) {
      one?.pending.rollback()
      return
    }
    const told = { ...current, ...one.change }
    this.#truth.set(one.number, told)
    one.pending.commit(told)
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
const step = fc.oneof(
  fc.tuple(numbers, fc.boolean(), moment).map(([number, starred, deletedAt]) => (world: World) => {
    world.tell(number, { starred, deletedAt })
  }),
  fc.tuple(numbers, fc.boolean()).map(
    ([number, starred]) =>
      (world: World) =>
        world.change(number, { starred }),
  ),
  fc.tuple(numbers, moment).map(
    ([number, deletedAt]) =>
      (world: World) =>
        world.change(number, { deletedAt }),
  ),
  fc.tuple(fc.nat(8), fc.boolean()).map(
    ([which, fails]) =>
      (world: World) =>
        world.answer(which, fails),
  ),
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
