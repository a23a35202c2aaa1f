import { hashKey } from '@tanstack/react-query'
import { imageListKey } from '@/shared/imageCache'
import { compareMoments, type ImageListFilter } from '@/shared/imageOrder'

/** A day of the browser's time zone that has pictures. */
export interface Day {
  start: string
  count: number
}

/** Some days of a list one after another, whose pictures are loaded as a list of its own. */
export interface Chapter {
  filter: ImageListFilter
  hash: string
  /** Newest first; null where the list has no days, as the trash. */
  days: Day[] | null
}

/** As many pictures as one request brings, so that a day or a few of them come at once. */
export const CHAPTER = 80
/** A chapter may grow to as much before it is cut again: other cuts mean other lists to load. */
const GROWN = 3 * CHAPTER

export function wholeChapter(filter: ImageListFilter, days: Day[] | null = null): Chapter {
  return { filter, hash: hashKey(imageListKey(filter)), days }
}

/**
 * Cuts the days, newest first, into chapters that cover all time without a gap, so that whatever comes, with
 * whatever date, belongs to one of them. Cuts made before stay while their chapters are small enough.
 */
export function chaptersOf(filter: ImageListFilter, days: Day[], before: readonly Chapter[] = []): Chapter[] {
  const groups = groupsOf(days, before).flatMap((group) => (sumOf(group.days) > GROWN ? cut(group) : [group]))
  return groups.map(({ days, from }, i) =>
    wholeChapter(
      {
        ...filter,
        ...(i < groups.length - 1 && from && { createdAfter: from }),
        ...(groups[i - 1]?.from && { createdBefore: groups[i - 1]?.from }),
      },
      days,
    ),
  )
}

interface Group {
  days: Day[]
  /** Where it begins; the oldest has no beginning. */
  from: string | undefined
}

function groupsOf(days: Day[], before: readonly Chapter[]): Group[] {
  if (before.length === 0) return cut({ days, from: undefined })
  const rest = days.values()
  let next = rest.next()
  return before.map((chapter, i) => {
    const from = i < before.length - 1 ? chapter.filter.createdAfter : undefined
    const start = from ? Date.parse(from) : Number.NEGATIVE_INFINITY
    const own: Day[] = []
    for (; !next.done && Date.parse(next.value.start) >= start; next = rest.next()) own.push(next.value)
    return { days: own, from }
  })
}

function cut({ days, from }: Group): Group[] {
  const groups: Group[] = []
  let own: Day[] = []
  for (const day of days) {
    if (own.length > 0 && sumOf(own) + day.count > CHAPTER) {
      groups.push({ days: own, from: own.at(-1)?.start })
      own = []
    }
    own.push(day)
  }
  return [...groups, { days: own, from }]
}

export function sumOf(days: readonly Day[]): number {
  return days.reduce((sum, { count }) => sum + count, 0)
}

/** In which chapter a moment falls. */
export function chapterAt(filters: readonly { filter: ImageListFilter }[], moment: string): number {
  let low = 0
  let high = filters.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const from = filters[middle]?.filter.createdAfter
    if (!from || compareMoments(from, moment) <= 0) high = middle
    else low = middle + 1
  }
  return low
}
