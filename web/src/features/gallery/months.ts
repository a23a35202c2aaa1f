import { formatMonth } from '@/shared/formatDetails'
import type { GridLayout } from '@/shared/grid/GridLayout'
import { dayKey } from '@/shared/timeline/days'

export interface Month {
  /** Its newest day that has pictures. */
  day: string
  name: string
  year: string
  top: number
}

/** The months of a gallery, newest first, and about where they begin. */
export function monthsOf(layout: GridLayout): Month[] {
  const months: Month[] = []
  for (const [i, part] of layout.list.parts.entries()) {
    const top = layout.topOf(i)
    const height = layout.topOf(i + 1) - top
    let before = 0
    for (const { start, count } of part.days ?? []) {
      const day = dayKey(start)
      if (months.at(-1)?.day.slice(0, 7) !== day.slice(0, 7)) {
        const share = part.count > 0 ? Math.min(1, before / part.count) : 0
        months.push({ day, name: formatMonth(day), year: day.slice(0, 4), top: top + share * height })
      }
      before += count
    }
  }
  return months
}

export function monthAt(months: readonly Month[], height: number): number {
  return Math.max(
    0,
    months.findLastIndex(({ top }) => top <= height),
  )
}

/** The month that a key leads to. */
export function monthBy(key: string, now: number, months: readonly Month[]): number | undefined {
  const { year } = months[now] ?? {}
  const last = months.length - 1
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (key === 'ArrowDown' || key === 'ArrowLeft') return Math.min(last, now + 1)
  if (key === 'ArrowUp' || key === 'ArrowRight') return Math.max(0, now - 1)
  if (key === 'PageDown') {
    const older = months.findIndex((month, i) => i > now && month.year !== year)
    return older < 0 ? last : older
  }
  if (key === 'PageUp') {
    const newer = months.findLastIndex((month, i) => i < now && month.year !== year)
    return Math.max(
      0,
      months.findIndex((month) => month.year === months[newer]?.year),
    )
  }
  return undefined
}

/** The marks of a track so high, as far as they do not run into each other. */
export function marksOf(months: readonly Month[], track: number, height: number) {
  const marks: { day: string; y: number; year?: string }[] = []
  let free = { year: 0, dot: 0 }
  for (const [i, { day, year, top }] of months.entries()) {
    const y = (top / height) * track
    const begins = months[i - 1]?.year !== year
    if (begins && y >= free.year && y <= track - YEAR_HIGH) {
      marks.push({ day, y, year })
      free = { year: y + YEAR_HIGH, dot: y + YEAR_HIGH }
    } else if (y >= free.dot && y < track - DOT_HIGH) {
      marks.push({ day, y })
      free = { ...free, dot: y + DOT_HIGH }
    }
  }
  return marks
}

const YEAR_HIGH = 20
const DOT_HIGH = 7
