import { LANGUAGES, language } from './locale'

/** All words of a language, in parts that load apart. English has them all and gives the shape. */
export type Catalogue = typeof import('./en')
type Name = keyof Catalogue

/** One part in another language. */
type Translate = <Part extends Name>(name: Part, english: Catalogue[Part]) => Catalogue[Part]

const LOADERS: Partial<Record<typeof language, () => Promise<Translate>>> = {
  de: async () => partOf(await import('./de')),
  'en-XA': async () => madeOf((await import('./pseudo')).accentedWords),
  'ar-XB': async () => madeOf((await import('./pseudo')).mirroredWords),
}

const RIGHT_TO_LEFT: readonly (typeof language)[] = ['ar-XB']

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
  try {
    translate = (await LOADERS[language]?.()) ?? null
  } catch {
    return
  }
  for (const translateIt of early) translateIt()
  const { documentElement: root } = document
  root.lang = language in LANGUAGES ? language : 'en'
  root.dir = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr'
}

function partOf(catalogue: Catalogue): Translate {
  return (name) => catalogue[name]
}

function madeOf(change: <Words>(english: Words) => Words): Translate {
  return (_, english) => change(english)
}

function fill(target: object, words: object): void {
  for (const [key, word] of Object.entries(words)) {
    const known = target[key as keyof typeof target] as unknown
    if (typeof known === 'object' && known !== null) fill(known, word)
    else Object.assign(target, { [key]: word })
  }
}
