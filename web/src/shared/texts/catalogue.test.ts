// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatNumber } from '@/shared/format'
import * as de from './de'
import * as en from './en'
import { accented, mirrored } from './pseudo'

type Leaf = [path: string, word: unknown]

/** Is the same word in both languages, or a name. */
const SAME = new Set([
  'app.name',
  'app.title',
  'app.busyTitle',
  'gallery.open',
  'signedOut.command',
  'signedOut.devCommand',
  'copying.what',
  'keys.Alt',
  'keys.Escape',
  'params.values.transparent',
  'facts.prompt',
  'facts.checksum',
  'facts.tokens',
  'details.total',
  'label',
  'names.0',
  'names.1',
  'named',
  'prompt',
  'percent',
  'zoom.percent',
  'settings.outputFormat',
  'fallback',
  'demo.key',
  'options.AUTO',
  'options.TRANSPARENT',
  'holds',
  'summary',
])

const NUMBERS = [0, 1, 2, 1000]

function leavesOf(words: unknown, path: string[] = []): Leaf[] {
  if (typeof words !== 'object' || words === null) return [[path.join('.'), words]]
  return Object.entries(words).flatMap(([key, word]) => leavesOf(word, [...path, key]))
}

const NONSENSE = /undefined|NaN|\[object|=>/

/** A text, or what a function says of a number, a name, a list or a tally, whichever makes sense. */
function said(word: unknown, n: number): string {
  if (typeof word !== 'function') return String(word)
  for (const sample of [n, [`name ${n}`], `name ${n}`, { starred: n, trashed: n }]) {
    try {
      const text: unknown = word(sample, sample, sample)
      if (typeof text === 'string' && text && !NONSENSE.test(text)) return text
    } catch {
      // Not of this kind.
    }
  }
  throw new Error('none of the samples makes sense')
}

const PARTS = Object.entries(en) as [keyof typeof en, (typeof en)[keyof typeof en]][]
const GERMAN = new Map<string, object>(Object.entries(de))

describe.each(PARTS)('German: %s', (part, english) => {
  const german = new Map(leavesOf(GERMAN.get(part)))

  it('is no English', () => {
    const same = leavesOf(english).filter(
      ([path, word]) => !SAME.has(path) && said(word, 2) === said(german.get(path), 2),
    )
    expect(same.map(([path]) => path)).toEqual([])
  })

  it.each(NUMBERS)('says something of %d, and says the number where English does', (n) => {
    for (const [path, word] of leavesOf(english)) {
      const [ours, other] = [said(word, n), said(german.get(path), n)]
      if (ours !== '') expect(other, path).not.toBe('')
      if (n > 1 && ours.includes(formatNumber(n))) expect(other, path).toContain(formatNumber(n))
    }
  })
})

describe.each(PARTS)('made-up languages: %s', (part, english) => {
  it('change every text', () => {
    const inBrackets = new Map(leavesOf(accented(part, english)))
    const reversed = new Map(leavesOf(mirrored(part, english)))
    for (const [path, word] of leavesOf(english)) {
      if (said(word, 2) === '') continue
      expect(said(inBrackets.get(path), 2), path).toMatch(/^⟦.+⟧$/s)
      expect(said(reversed.get(path), 2), path).toBe(`\u202E${said(word, 2)}\u202C`)
    }
  })
})

describe('the language of a page', () => {
  beforeEach(() => {
    vi.resetModules()
    localStorage.clear()
  })
  afterEach(() => vi.doUnmock('./de'))

  const speak = (...languages: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages)

  it.each([
    [['de-AT', 'en'], 'de', 'de-AT'],
    [['fr', 'de'], 'de', 'de'],
    [['en-GB', 'de'], 'en', 'en-GB'],
    [['fr', 'pl'], 'en', 'en'],
    [[], 'en', 'en'],
  ])('is the first of %j that it knows, numbers as in its country', async (languages, language, locale) => {
    speak(...languages)
    expect(await import('./locale')).toMatchObject({ language, locale })
  })

  it('is the one that was chosen', async () => {
    speak('en-GB')
    const { chooseLanguage } = await import('./locale')
    chooseLanguage('de')
    vi.resetModules()
    expect(await import('./locale')).toMatchObject({ language: 'de', locale: 'de' })
  })

  it('fills in what was read before it came, and gives what is read later', async () => {
    speak('de')
    const { texts } = await import('@/shared/texts')
    const { gallery, pages } = texts
    const { loadLanguage } = await import('./catalogue')
    await loadLanguage()
    expect(pages.gallery).toBe('Galerie')
    expect(gallery.count(1)).toBe('1 Bild')
    expect((await import('@/shared/moreTexts')).moreTexts.preferences.language).toBe('Sprache')
    expect(document.documentElement).toMatchObject({ lang: 'de', dir: 'ltr' })
  })

  it('has words for what a server refuses, and for all else those of the server', async () => {
    speak('de')
    const { reasonOf } = await import('@/shared/reasonOf')
    const { ApiError } = await import('@/shared/graphql/request')
    await (await import('./catalogue')).loadLanguage()
    expect(reasonOf(new ApiError('The day is used up.', 'QUOTA_EXCEEDED'))).toContain('Tageslimit')
    expect(reasonOf(new ApiError('Something new.', 'NEW'))).toBe('Something new.')
    expect(reasonOf(new ApiError('It has 60 megapixels.', 'INVALID'))).toMatch(/^Der Server .*60 megapixels/)
  })

  it('is English where its words do not come', async () => {
    speak('de')
    document.documentElement.lang = 'en'
    vi.doMock('./de', () => {
      throw new Error('gone')
    })
    const { texts } = await import('@/shared/texts')
    const { loadLanguage } = await import('./catalogue')
    await loadLanguage()
    expect(texts.pages.gallery).toBe('Gallery')
    expect(document.documentElement.lang).toBe('en')
  })
})
