import { isMirrored, LANGUAGES, language } from './locale'

/** All words of a language, in parts that load apart. English has them all and gives the shape. */
export type Catalogue = typeof import('./en')
type Name = keyof Catalogue

/** One part in another language. */
export type Translate = <Part extends Name>(name: Part, english: Catalogue[Part]) => Catalogue[Part]

const LOADERS: Partial<Record<typeof language, () => Promise<Translate>>> = {
  de: async () => {
    const german: Catalogue = await import('./de')
    return (name) => german[name]
  },
  'en-XA': async () => (await import('./pseudo')).accented,
  'ar-XB': async () => (await import('./pseudo')).mirrored,
}

const early: (() => void)[] = []
let translate: Translate | null = null

/** A part in the language of this page. What is asked for before that has loaded is filled in then, in its place. */
export function translated<Part extends Name>(name: Part, english: Catalogue[Part]): Catalogue[Part] {
  if (translate) return translate(name, english)
  early.push(() => translate && fill(english, translate(name, english)))
  return english
}

/** Before anything is shown. Where its words cannot be had, the page is in English. */
export async function loadLanguage(): Promise<void> {
  const { documentElement: root } = document
  root.dir = isMirrored ? 'rtl' : 'ltr'
  try {
    translate = (await LOADERS[language]?.()) ?? null
  } catch {
    return
  }
  for (const translateIt of early) translateIt()
  root.lang = language in LANGUAGES ? language : 'en'
}

function fill(target: object, words: object): void {
  for (const [key, word] of Object.entries(words)) {
    const known = target[key as keyof typeof target] as unknown
    if (typeof known === 'object' && known !== null) fill(known, word)
    else Object.assign(target, { [key]: word })
  }
}
