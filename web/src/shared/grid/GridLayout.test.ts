import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Picture } from '@/shared/graphql/fragments'
import { comparePictures } from '@/shared/imageOrder'
import { picture } from '@/shared/testing'
import { chaptersOf, type Day } from '@/shared/timeline/chapters'
import { dayKey, startOf } from '@/shared/timeline/days'
import { type Part, PictureList } from '@/shared/timeline/PictureList'
import { anchorAt, topFor } from './anchor'
import { GridLayout } from './GridLayout'
import { neighbour } from './gridKeys'
import { estimateDays, layoutDays, type Shape } from './layoutDays'

const ALL = { starred: false, trashed: false }
const SHAPE: Shape = { width: 1000, target: 200, gap: 6, ratio: 1.3 }

const counts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 30 })
const shapes = fc.record({
  width: fc.integer({ min: 340, max: 2400 }),
  target: fc.constantFrom(150, 210, 250),
  gap: fc.constant(6),
  ratio: fc.double({ min: 0.5, max: 2, noNaN: true }),
})

interface Gallery {
  days: Day[]
  pictures: Picture[]
}

/** A gallery of so many pictures a day, the newest day first, of all proportions. */
function galleryOf(perDay: readonly number[]): Gallery {
  const days = perDay.map((count, i) => {
    const key = dayKey(new Date(2026, 5, 30 - i, 12).toISOString())
    return { start: startOf(key), count }
  })
  let number = 0
  const pictures = days.flatMap(({ start, count }) =>
    Array.from({ length: count }, (_, i) => {
      number += 1
      const createdAt = new Date(Date.parse(start) + (count - i) * 60_000).toISOString()
      return picture(number, { createdAt, width: 400 + ((number * 37) % 900), height: 700 })
    }),
  )
  return { days, pictures }
}

/** The list as it is known when only some of its chapters are loaded. */
function listOf({ days, pictures }: Gallery, loaded: (chapter: number) => boolean): PictureList {
  const chapters = chaptersOf(ALL, days)
  return new PictureList(
    chapters.map((chapter, i): Part => {
      const count = chapter.days?.reduce((sum, day) => sum + day.count, 0) ?? 0
      const keys = new Set(chapter.days?.map(({ start }) => dayKey(start)))
      const own = pictures.filter(({ createdAt }) => keys.has(dayKey(createdAt)))
      const is = loaded(i)
      return { ...chapter, pictures: is ? own : [], count, isComplete: is, hasFailed: false }
    }),
  )
}

describe('days', () => {
  it('take as much room as was said before they were placed', () => {
    fc.assert(
      fc.property(counts, shapes, (perDay, shape) => {
        const days = perDay.map((more, i) => ({ key: String(i), sizes: [], more }))
        expect(layoutDays(days, shape).height).toBe(estimateDays(perDay, shape))
      }),
    )
  })

  it('hold every picture once, in order, within the width, in rows and headings that do not overlap', () => {
    fc.assert(
      fc.property(counts, shapes, (perDay, shape) => {
        const { pictures } = galleryOf(perDay)
        let from = 0
        const days = perDay.map((count, i) => {
          from += count
          return { key: String(i), sizes: pictures.slice(from - count, from), more: 0 }
        })
        const { rows, headings, height } = layoutDays(days, shape)
        expect(rows.flatMap(({ boxes }) => boxes.map(({ index }) => index))).toEqual(
          pictures.map((_, i) => i),
        )
        expect(headings.map(({ from, to }) => to - from + 1)).toEqual(perDay)
        let bottom = 0
        for (const row of rows) {
          expect(row.top).toBeGreaterThanOrEqual(bottom)
          bottom = row.top + row.height
          for (const { left, width } of row.boxes)
            expect(left + width).toBeLessThanOrEqual(shape.width + 0.01)
        }
        for (const heading of headings) expect(heading.left + heading.width).toBeLessThanOrEqual(shape.width)
        expect(height).toBeGreaterThanOrEqual(bottom)
      }),
    )
  })
})

describe('a grid', () => {
  it('finds what stands between two heights, as a plain filter would', () => {
    fc.assert(
      fc.property(counts, fc.nat(20_000), fc.nat(2000), (perDay, from, height) => {
        const gallery = galleryOf(perDay)
        const layout = new GridLayout(
          listOf(gallery, (i) => i % 2 === 0),
          SHAPE,
        )
        const all = layout.between(Number.NEGATIVE_INFINITY, layout.height + 1)
        const plain = all.rows.filter((row) => row.top + row.row.height > from && row.top < from + height)
        expect(layout.between(from, from + height).rows.map(({ key }) => key)).toEqual(
          plain.map(({ key }) => key),
        )
        const places = all.rows.flatMap(({ start, row }) => row.boxes.map(({ index }) => start + index))
        expect(places).toEqual(gallery.pictures.map((_, i) => i))
        for (const place of places) expect(layout.find(place)?.box.index).toBeDefined()
      }),
    )
  })

  it('keeps the first tile in view at its place, whatever of the rest is loaded or gone', () => {
    const masks = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(counts, masks, masks, fc.double({ min: 0, max: 1, noNaN: true }), (perDay, was, is, at) => {
        const gallery = galleryOf(perDay)
        const before = new GridLayout(
          listOf(gallery, (i) => was[i] ?? false),
          SHAPE,
        )
        const top = Math.floor(at * before.height)
        const anchor = anchorAt(before, top, top + 800)
        if (!anchor || !('picture' in anchor)) return
        const after = new GridLayout(
          listOf(gallery, (i) => (was[i] || is[i]) ?? false),
          SHAPE,
        )
        const moved = topFor(anchor, after) ?? Number.NaN
        const placeOf = (layout: GridLayout) =>
          layout.find(layout.list.placeOf(anchor.picture))?.row.top ?? Number.NaN
        expect(placeOf(after) - moved).toBe(placeOf(before) - top)
      }),
    )
  })

  it('comes back to the day of a tile whose chapter is not loaded yet, and then to the tile', () => {
    const gallery = galleryOf(Array.from({ length: 20 }, () => 70))
    const loaded = new GridLayout(
      listOf(gallery, () => true),
      SHAPE,
    )
    const anchor = anchorAt(loaded, 9000, 9800)
    expect(anchor).toMatchObject({ picture: { id: expect.any(String) } })
    if (!anchor || !('picture' in anchor)) return
    const bare = new GridLayout(
      listOf(gallery, () => false),
      SHAPE,
    )
    const day = bare.topOfDay(dayKey(anchor.picture.createdAt))
    expect(Math.abs((topFor(anchor, bare) ?? 0) - day)).toBeLessThan(800)
    expect(topFor(anchor, loaded)).toBe(9000)
  })

  it('stands where a tile stood that has gone', () => {
    const gallery = galleryOf([60, 60, 60])
    const before = new GridLayout(
      listOf(gallery, () => true),
      SHAPE,
    )
    const anchor = anchorAt(before, 1500, 2300)
    if (!anchor || !('picture' in anchor)) throw new Error('nothing in view')
    const pictures = gallery.pictures.filter(({ id }) => id !== anchor.picture.id)
    const after = new GridLayout(
      listOf({ ...gallery, pictures }, () => true),
      SHAPE,
    )
    const next = after.list.at(after.list.placeOf(anchor.picture))
    expect(next && comparePictures(next, anchor.picture, ALL)).toBeGreaterThan(0)
    expect(topFor(anchor, after)).not.toBeNull()
  })

  it('walks to the tile beside, above and below, over days and to the ends', () => {
    const gallery = galleryOf([30, 2, 40])
    const layout = new GridLayout(
      listOf(gallery, () => true),
      SHAPE,
    )
    const { rows } = layout.between(0, layout.height)
    const perRow = rows[0]?.row.boxes.length ?? 0
    expect(neighbour(layout, 0, 'ArrowLeft')).toBeUndefined()
    expect(neighbour(layout, 0, 'ArrowUp')).toBeUndefined()
    expect(neighbour(layout, 71, 'ArrowRight')).toBeUndefined()
    expect(neighbour(layout, 29, 'ArrowRight')).toBe(30)
    expect(neighbour(layout, 0, 'End')).toBe(perRow - 1)
    expect(neighbour(layout, perRow - 1, 'Home')).toBe(0)
    expect(neighbour(layout, neighbour(layout, 30, 'ArrowUp') ?? -1, 'ArrowDown')).toBe(30)
    const down = neighbour(layout, 0, 'PageDown', 700) ?? 0
    const [from, to] = [layout.find(0)?.row.top ?? 0, layout.find(down)?.row.top ?? 0]
    expect(to - from).toBeGreaterThan(300)
    expect(to - from).toBeLessThanOrEqual(700)
    expect(layout.find(neighbour(layout, down, 'PageUp', 700) ?? -1)?.row.top).toBe(from)
  })
})
