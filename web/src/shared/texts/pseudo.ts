import type { Translate } from './catalogue'

const ACCENTS = new Map([...'AaEeIiOoUuYyCcNnSsZz'].map((letter) => [letter, `${letter}\u0301`.normalize()]))
const VOWELS = 'aeiou'
const RIGHT_TO_LEFT = '\u202E'
const END = '\u202C'

/** English that is longer, in brackets and still to be read: what stands without them is not in the catalogue. */
export const accented: Translate = (_, english) =>
  changed(english, (text) => `⟦${[...text].map(drawnOut).join('')}⟧`)

/** English that runs from right to left. */
export const mirrored: Translate = (_, english) => changed(english, (text) => `${RIGHT_TO_LEFT}${text}${END}`)

function drawnOut(letter: string): string {
  const accented = ACCENTS.get(letter) ?? letter
  return VOWELS.includes(letter) ? accented + accented : accented
}

/** The same shape with every text changed, and every text that a function gives. */
function changed<Words>(words: Words, change: (text: string) => string): Words
function changed(words: unknown, change: (text: string) => string): unknown {
  if (typeof words === 'string') return words && change(words)
  if (typeof words === 'function') return (...given: unknown[]) => changed(words(...given), change)
  if (Array.isArray(words)) return words.map((word) => changed(word, change))
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([key, word]) => [key, changed(word, change)]))
}
