import { moreTexts } from './moreTexts'

export interface Fact {
  name: string
  text: string
  /** What is copied, where that says more than what is shown. */
  exact?: string
}

const words = moreTexts.params

/** Parameters by their names in words, in this order; all others follow under their own names. */
const PARAMS: Record<string, string> = {
  size: words.size,
  quality: words.quality,
  background: words.background,
  output_format: words.format,
}

const VALUES = new Map(Object.entries(words.values))

export function fact(name: string, text: string | null | undefined, exact?: string): Fact {
  return exact === undefined ? { name, text: text ?? '' } : { name, text: text ?? '', exact }
}

/** What a picture was asked with. */
export function paramFacts(params: unknown): Fact[] {
  const told = new Map(Object.entries((params ?? {}) as Record<string, unknown>))
  const known = Object.entries(PARAMS).map(([key, name]) => fact(name, textOf(told.get(key))))
  const others = [...told].filter(([key]) => !(key in PARAMS))
  return [...known, ...others.map(([key, value]) => fact(spaced(key), textOf(value)))]
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  return VALUES.get(String(value)) ?? String(value)
}

/** `moderation_level` and `outputFormat` as words. */
function spaced(key: string): string {
  const apart = key
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}
