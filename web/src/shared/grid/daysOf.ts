import { dayKey } from '@/shared/timeline/days'
import type { Part } from '@/shared/timeline/PictureList'
import type { DaySizes } from './layoutDays'

/** The days of a part: what is loaded says which, and the timeline what is missing. */
export function daysOf({ pictures, days, isComplete }: Part): DaySizes[] {
  const found = new Map<string, DaySizes>()
  for (const picture of pictures) {
    const key = dayKey(picture.createdAt)
    const day = found.get(key)
    if (day) (day.sizes as unknown[]).push(picture)
    else found.set(key, { key, sizes: [picture], more: 0 })
  }
  const loaded = [...found.values()]
  if (isComplete || !days) return loaded
  const last = loaded.at(-1)
  const missing = days.map(({ start, count }) => ({ key: dayKey(start), sizes: [], more: count }))
  const from = last ? missing.findIndex(({ key }) => key === last.key) : -1
  if (last && from >= 0) last.more = Math.max(0, (missing[from]?.more ?? 0) - last.sizes.length)
  const rest = last ? missing.filter(({ key }) => key < last.key) : missing
  return [...loaded, ...rest]
}
