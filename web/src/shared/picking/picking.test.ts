import { QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Picture } from '@/shared/graphql/fragments'
import { inputsOf } from '@/shared/operations/actOn'
import {
  candidates,
  countOf,
  isSelected,
  type Matching,
  nothing,
  selection,
} from '@/shared/selection/selection'
import { picture } from '@/shared/testing'
import { dayKey } from '@/shared/timeline/days'
import { type Part, PictureList } from '@/shared/timeline/PictureList'
import { toasts } from '@/shared/toasts'
import { imageCacheOf } from '@/shared/useImageCache'
import { keepTrue, selectEverything } from './everything'
import { marked } from './marked'
import { Picker } from './Picker'

const ALL = { starred: false, trashed: false }
const ten = Array.from({ length: 10 }, (_, i) => picture(10 - i))
const chosenIds = () => {
  const now = selection.get()
  return now.kind === 'chosen' ? [...now.pictures.keys()].toSorted() : []
}
const whole = (): Matching => ({
  kind: 'matching',
  filter: ALL,
  asOf: 'e1',
  count: 10,
  byteSize: 10_000,
  starredCount: 0,
  except: new Set(),
  late: new Set(),
})

beforeEach(() => {
  selection.set(nothing(ALL))
  toasts.set([])
})

/** A picker over a list of two parts, of which what is not loaded may be loaded again. */
function picker() {
  const list = { pictures: listOf(ten) }
  const load = vi.fn(async () => {
    list.pictures = listOf(ten)
    return list.pictures
  })
  return { hand: new Picker(() => ({ ...list, filter: ALL, load })), list, load }
}

function listOf(pictures: readonly Picture[], unloaded = 0): PictureList {
  const newer = partOf(pictures.slice(0, 4), { filter: { ...ALL, createdAfter: picture(7).createdAt } })
  const count = pictures.length - 4 + unloaded
  return new PictureList([newer, partOf(pictures.slice(4), { count, isComplete: unloaded === 0 })])
}

function partOf(pictures: readonly Picture[], change: Partial<Part> = {}): Part {
  const { length: count } = pictures
  return {
    filter: ALL,
    hash: '',
    days: null,
    pictures,
    count,
    isComplete: true,
    hasFailed: false,
    ...change,
  }
}

describe('a Picker', () => {
  it('takes a range in either direction, and out again from an end that is selected', async () => {
    const { hand } = picker()
    hand.toggle(6)
    await hand.rangeTo(3)
    expect(chosenIds()).toEqual(['p0004', 'p0005', 'p0006', 'p0007'])
    await hand.rangeTo(4)
    expect(chosenIds()).toEqual(['p0004', 'p0005'])
  })

  it('shows what a range would take in, and nothing before there is a beginning', () => {
    const { hand } = picker()
    hand.preview(2)
    expect(candidates.get().size).toBe(0)
    hand.toggle(0)
    hand.preview(2)
    expect([...candidates.get()]).toEqual(['p0010', 'p0009', 'p0008'])
    hand.preview(null)
    expect(candidates.get().size).toBe(0)
  })

  it('loads what lies between where the beginning of a range is not loaded any more', async () => {
    const { hand, list, load } = picker()
    hand.toggle(8)
    list.pictures = listOf(ten.slice(0, 4), 6)
    await hand.rangeTo(1)
    expect(countOf(selection.get())).toBe(8)
    expect(load).toHaveBeenCalledOnce()
  })

  it('takes a range from where its beginning stood, once that has gone', async () => {
    const { hand, list } = picker()
    hand.toggle(5)
    selection.set(nothing(ALL))
    list.pictures = listOf(ten.filter(({ id }) => id !== 'p0005'))
    await hand.rangeTo(3)
    expect(chosenIds()).toEqual(['p0004', 'p0006', 'p0007'])
  })

  it('takes a day as a whole, and out again once all of it is selected', async () => {
    const whole = new PictureList([partOf(ten)])
    const load = vi.fn(async () => whole)
    const hand = new Picker(() => ({ pictures: whole, filter: ALL, load }))
    const day = dayKey(picture(1).createdAt)
    hand.toggle(3)
    await hand.toggleDay(day)
    expect(countOf(selection.get())).toBe(10)
    await hand.toggleDay(day)
    expect(countOf(selection.get())).toBe(0)
  })

  it('sweeps to and fro, keeping what was selected before', () => {
    const { hand } = picker()
    hand.toggle(9)
    hand.beginSweep(2)
    hand.sweepTo(5)
    hand.sweepTo(3)
    hand.endSweep()
    expect(chosenIds()).toEqual(['p0001', 'p0007', 'p0008'])
  })

  it('leaves at most a thousand out of everything', () => {
    const except = new Set(Array.from({ length: 1000 }, (_, i) => `x${i}`))
    selection.set({ ...whole(), except })
    picker().hand.toggle(0)
    expect(isSelected(selection.get(), 'p0010')).toBe(true)
    expect(toasts.get()[0]?.text).toMatch('At most 1,000 pictures')
  })
})

describe('a selection of everything', () => {
  const summary = (count: number) => ({
    selectionSummary: { asOf: 'e1', count, byteSize: count * 1000, starredCount: 0, usedAsSourceCount: 0 },
  })
  const answers = (...counts: number[]) => {
    const sent = vi.spyOn(globalThis, 'fetch')
    for (const count of counts) sent.mockResolvedValueOnce(Response.json({ data: summary(count) }))
    return sent
  }

  it('is what the server counts, and gives way to what a person does meanwhile', async () => {
    answers(10, 10)
    await selectEverything(ALL)
    expect(countOf(selection.get())).toBe(10)
    const asked = selectEverything(ALL)
    picker().hand.toggle(0)
    await asked
    expect(countOf(selection.get())).toBe(9)
  })

  it('leaves out what a person takes out and what comes later', async () => {
    const cache = imageCacheOf(new QueryClient())
    const stop = keepTrue(cache)
    answers(9)
    selection.set(marked(whole(), [picture(3)], false))
    cache.settle([picture(11)], true)
    expect(isSelected(selection.get(), 'p0011')).toBe(false)
    expect(inputsOf(selection.get())).toEqual([
      { matching: { filter: { starred: null, trashed: false }, asOf: 'e1', exceptIds: ['p0003', 'p0011'] } },
    ])
    await vi.waitFor(() => expect(countOf(selection.get())).toBe(9))
    stop()
  })

  it('counts and weighs as the pictures that are in it, whatever is taken out and in', () => {
    const steps = fc.array(fc.tuple(fc.uniqueArray(fc.nat(9)), fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (taken) => {
        let now = marked(whole(), [], true)
        for (const [places, on] of taken)
          now = marked(
            now,
            places.map((place) => ten[place] ?? picture(1)),
            on,
          )
        const left = ten.filter(({ id }) => isSelected(now, id))
        expect(now).toMatchObject({ count: left.length, byteSize: left.length * 1000 })
      }),
    )
  })
})

describe('pictures by name', () => {
  it('lose those that have left the list, and know the others as they are now', () => {
    const cache = imageCacheOf(new QueryClient())
    const stop = keepTrue(cache)
    selection.set(marked(nothing(ALL), ten.slice(0, 4), true))
    cache.settle([picture(10, { deletedAt: '2026-02-01T00:00:00+00:00' }), picture(9, { starred: true })])
    cache.remove(['p0008'])
    expect(chosenIds()).toEqual(['p0007', 'p0009'])
    const now = selection.get()
    expect(now.kind === 'chosen' && now.pictures.get('p0009')?.starred).toBe(true)
    stop()
  })

  it('are sent a thousand at a time', () => {
    const many = Array.from({ length: 2001 }, (_, i) => picture(i))
    const sent = inputsOf(marked(nothing(ALL), many, true))
    expect(sent.map((input) => 'ids' in input && input.ids.length)).toEqual([1000, 1000, 1])
  })
})
