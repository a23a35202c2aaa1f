import type { Picture } from '@/shared/graphql/fragments'
import { dayKey } from '@/shared/timeline/days'
import type { GridLayout } from './GridLayout'

/** What stays where it is in the view while other things around it change: a tile, or a day that is not loaded. */
export type Anchor = { picture: Picture; offset: number } | { day: string; offset: number }

/** The first loaded tile in view; where there is none, the day. */
export function anchorAt(layout: GridLayout, top: number, bottom: number): Anchor | null {
  const { rows } = layout.between(top, bottom)
  for (const { row, start, top: rowTop } of rows) {
    const [box] = row.boxes
    const picture = box && layout.list.at(start + box.index)
    if (picture) return { picture, offset: rowTop - top }
  }
  const day = layout.dayAt(top)
  return day ? { day: day.key, offset: day.top - top } : null
}

/** Where the view has to begin for the anchor to stand where it stood; null where that is not known. */
export function topFor(anchor: Anchor, layout: GridLayout): number | null {
  if ('day' in anchor) return layout.topOfDay(anchor.day) - anchor.offset
  const { picture, offset } = anchor
  if (layout.list.isLoadedAt(picture)) {
    const found = layout.find(layout.list.placeOf(picture))
    return found ? found.row.top - offset : null
  }
  return layout.hasDays ? layout.topOfDay(dayKey(picture.createdAt)) - Math.max(0, offset) : null
}
