/** The languages of the app, each by the name that those give it who speak it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES
/** Made of English by rule, for tests and for eyes: what is not in the catalogue stands out, or runs the other way. */
export type Pseudo = 'en-XA' | 'ar-XB'

const STORED = 'gallery.language'

export const language: Language | Pseudo = stored() ?? firstOf(navigator.languages)

/** In which numbers and dates are written: as in the person's own country, where that speaks the language. */
export const locale =
  language in LANGUAGES ? (navigator.languages.find((tag) => languageOf(tag) === language) ?? language) : 'en'

/** Holds from the next load on. */
export function chooseLanguage(chosen: Language): void {
  try {
    localStorage.setItem(STORED, chosen)
  } catch {
    // Where nothing may be kept the browser's own languages decide.
  }
}

function stored(): Language | Pseudo | null {
  try {
    const kept = localStorage.getItem(STORED)
    return isPseudo(kept) || isLanguage(kept) ? kept : null
  } catch {
    return null
  }
}

function firstOf(tags: readonly string[]): Language {
  return tags.map(languageOf).find(isLanguage) ?? 'en'
}

function languageOf(tag: string): string {
  return tag.split('-')[0] ?? ''
}

function isLanguage(tag: string | null): tag is Language {
  return tag !== null && Object.hasOwn(LANGUAGES, tag)
}

function isPseudo(tag: string | null): tag is Pseudo {
  return tag === 'en-XA' || tag === 'ar-XB'
}
