/** The languages of the app, each by the name that those give it who speak it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES
/** Made of English by rule, for tests and for eyes: what is not in the catalogue stands out, or runs the other way. */
export type MadeUp = 'en-XA' | 'ar-XB'

const STORED = 'gallery.language'
const MADE_UP: readonly string[] = ['en-XA', 'ar-XB'] satisfies MadeUp[]
const RIGHT_TO_LEFT: readonly string[] = ['ar-XB'] satisfies (Language | MadeUp)[]

// Not there where tests run without a browser.
const spoken = globalThis.navigator?.languages ?? []

export const language = stored() ?? spoken.map(languageOf).find(isLanguage) ?? 'en'

/** Whether the page runs from right to left, and with it the grid and the way through pictures. */
export const isMirrored = RIGHT_TO_LEFT.includes(language)

/** In which numbers and dates are written: as in the person's own country, where that speaks the language. */
export const locale = isLanguage(language)
  ? (spoken.find((tag) => languageOf(tag) === language) ?? language)
  : 'en'

/** Holds from the next load on. */
export function chooseLanguage(chosen: Language): void {
  try {
    localStorage.setItem(STORED, chosen)
  } catch {
    // Where nothing may be kept the browser's own languages decide.
  }
}

function stored(): Language | MadeUp | null {
  try {
    const kept = localStorage.getItem(STORED) ?? ''
    return isLanguage(kept) || isMadeUp(kept) ? kept : null
  } catch {
    return null
  }
}

function languageOf(tag: string): string {
  return tag.split('-')[0] ?? ''
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag)
}

function isMadeUp(tag: string): tag is MadeUp {
  return MADE_UP.includes(tag)
}
