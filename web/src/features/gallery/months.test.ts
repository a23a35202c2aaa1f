import { describe, expect, it } from 'vitest'
import { GridLayout } from '@/shared/grid/GridLayout'
import { chaptersOf, type Day, sumOf } from '@/shared/timeline/chapters'
import { dayKey, startOf } from '@/shared/timeline/days'
import { PictureList } from '@/shared/timeline/PictureList'
import { marksOf, monthAt, monthBy, monthsOf } from './months'

const SHAPE = { width: 1000, target: 200, gap: 6, ratio: 1.3 }

/** A gallery of 20 pictures every third day, so many days back from 30 June 2026. */
function months(back: number) {
  const days: Day[] = []
  for (let ago = 0; ago < back; ago += 3)
    days.push({ start: startOf(dayKey(new Date(2026, 5, 30 - ago, 12).toISOString())), count: 20 })
  const parts = chaptersOf({ starred: false, trashed: false }, days).map((chapter) => {
    const count = sumOf(chapter.days ?? [])
    return { ...chapter, pictures: [], count, isComplete: false, hasFailed: false }
  })
  const layout = new GridLayout(new PictureList(parts), SHAPE)
  return { layout, found: monthsOf(layout) }
}

describe('months', () => {
  it('follow each other down the grid, each found at its height', () => {
    const { found } = months(1000)
    expect(found[0]).toMatchObject({ day: '2026-06-30', year: '2026', top: 0 })
    expect(found).toHaveLength(33)
    for (const [i, month] of found.entries()) {
      if (i > 0) expect(month.top).toBeGreaterThan(found[i - 1]?.top ?? 0)
      expect(monthAt(found, month.top + 1)).toBe(i)
    }
    expect(monthAt(found, -10)).toBe(0)
  })

  it('are walked by keys, by month, by year and to the ends', () => {
    const { found } = months(1000)
    const go = (key: string, from: number) => found[monthBy(key, from, found) ?? -1]?.day.slice(0, 7)
    expect(go('ArrowDown', 0)).toBe('2026-05')
    expect(go('ArrowUp', 0)).toBe('2026-06')
    expect(go('PageDown', 1)).toBe('2025-12')
    expect(go('PageUp', 8)).toBe('2026-06')
    expect(go('End', 0)).toBe(found.at(-1)?.day.slice(0, 7))
    expect(go('Home', 9)).toBe('2026-06')
    expect(monthBy('x', 0, found)).toBeUndefined()
  })

  it('are marked along the track, years before months, none over another', () => {
    const { layout, found } = months(2000)
    const marks = marksOf(found, 500, layout.height)
    expect(marks.filter(({ year }) => year).map(({ year }) => year)).toEqual([
      '2026',
      '2025',
      '2024',
      '2023',
      '2022',
      '2021',
    ])
    for (const [i, mark] of marks.entries()) {
      const before = marks[i - 1]
      if (before) expect(mark.y - before.y).toBeGreaterThanOrEqual(before.year ? 20 : 7)
    }
  })
})
