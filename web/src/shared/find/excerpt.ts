import { highlights } from './highlights'

const BEFORE = 24

/** The text from a little before the first place where something was found; nothing where nothing was. */
export function excerpt(text: string, search: string): string {
  const [first] = highlights(text, search)
  if (!first) return ''
  if (first[0] <= BEFORE) return text
  const from = text.lastIndexOf(' ', first[0] - BEFORE / 2)
  return from > 0 ? `…${text.slice(from + 1)}` : text
}
