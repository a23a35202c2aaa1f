import { periodText } from './periodText'
import { NOTHING_WANTED, type Wanted } from './wanted'
import { words } from './words'

/** One thing that narrows the list, and what lifts it. */
export interface Chip {
  text: string
  without: Partial<Wanted>
}

export function chipsOf({ search, starred, models, origin, from, to }: Wanted): Chip[] {
  const { search: noSearch, starred: noStar, from: noDate, origin: noOrigin } = NOTHING_WANTED
  return [
    ...(search.trim() ? [{ text: words.quoted(search.trim()), without: { search: noSearch } }] : []),
    ...(starred ? [{ text: words.starred, without: { starred: noStar } }] : []),
    ...models.map((model) => ({
      text: model,
      without: { models: models.filter((other) => other !== model) },
    })),
    ...(origin ? [{ text: words.origins[origin], without: { origin: noOrigin } }] : []),
    ...dateChips(from, to, noDate),
  ]
}

/** A whole month or day is one. */
function dateChips(from: string, to: string, noDate: string): Chip[] {
  if (from && from === to) return [{ text: periodText(from), without: { from: noDate, to: noDate } }]
  return [
    ...(from ? [{ text: words.since(periodText(from)), without: { from: noDate } }] : []),
    ...(to ? [{ text: words.until(periodText(to)), without: { to: noDate } }] : []),
  ]
}
