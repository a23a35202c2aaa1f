import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { belongs } from '@/shared/imageOrder'
import { picture } from '@/shared/testing'
import { CHAPTER, chapterAt, chaptersOf, type Day, sumOf } from './chapters'

const ALL = { starred: false, trashed: false }
const perDay = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 })

/** Days of so many pictures, the newest first; a day without pictures is none. */
function daysOf(counts: readonly number[]): Day[] {
  return counts.flatMap((count, i) => {
    const start = new Date(Date.UTC(2026, 5, 30 - i)).toISOString().replace('.000Z', '+00:00')
    return count > 0 ? [{ start, count }] : []
  })
}

describe('chapters', () => {
  it('hold every day once, in order, and no more pictures than come at once, unless a single day has more', () => {
    fc.assert(
      fc.property(perDay, (counts) => {
        const days = daysOf(counts)
        const chapters = chaptersOf(ALL, days)
        expect(chapters.flatMap((chapter) => chapter.days ?? [])).toEqual(days)
        for (const { days: own } of chapters)
          if (own && own.length > 1) expect(sumOf(own)).toBeLessThanOrEqual(CHAPTER)
      }),
    )
  })

  it('take in a picture of any moment, each in exactly one of them', () => {
    fc.assert(
      fc.property(perDay, fc.integer({ min: -400, max: 400 }), (counts, daysAgo) => {
        const chapters = chaptersOf(ALL, daysOf(counts))
        const createdAt = new Date(Date.UTC(2026, 5, 30) - daysAgo * 43_200_000).toISOString()
        const holding = chapters.filter(({ filter }) => belongs(picture(1, { createdAt }), filter))
        expect(holding).toEqual([chapters[chapterAt(chapters, createdAt)]])
      }),
    )
  })

  it('stay the same lists when pictures come and go, until one has grown large', () => {
    fc.assert(
      fc.property(perDay, perDay, (counts, others) => {
        const before = chaptersOf(ALL, daysOf(counts))
        const days = daysOf(others)
        const after = chaptersOf(ALL, days, before)
        expect(after.flatMap((chapter) => chapter.days ?? [])).toEqual(days)
        const cuts = new Set(after.map(({ filter }) => filter.createdAfter))
        for (const { filter } of before) expect(cuts).toContain(filter.createdAfter)
        const several = after.filter((chapter) => (chapter.days?.length ?? 0) > 1)
        for (const chapter of several) expect(sumOf(chapter.days ?? [])).toBeLessThanOrEqual(3 * CHAPTER)
      }),
    )
  })

  it('keep to the dates that a person has chosen', () => {
    const chosen = {
      ...ALL,
      createdAfter: '2026-05-01T00:00:00+00:00',
      createdBefore: '2026-06-30T12:00:00+00:00',
    }
    const chapters = chaptersOf(chosen, daysOf(Array.from({ length: 40 }, () => 30)))
    expect(chapters[0]?.filter.createdBefore).toBe(chosen.createdBefore)
    expect(chapters.at(-1)?.filter.createdAfter).toBe(chosen.createdAfter)
  })
})
