import fc from 'fast-check'
import { expect, it } from 'vitest'
import { highlights } from './highlights'

const marked = (text: string, search: string) =>
  highlights(text, search).map(([start, end]) => text.slice(start, end))

// The examples of the server's own test, tests/db/test_search.py, with what is marked.
it.each([
  ['fox', 'A red FOX in the snow', ['FOX']],
  ['snow red', 'A red FOX in the snow', ['red', 'snow']],
  ['sno', 'A red FOX in the snow', ['sno']],
  ['"red fox"', 'A red FOX in the snow', ['red FOX']],
  ['"red fox" snow', 'A red FOX in the snow', ['red FOX', 'snow']],
  ['“in the snow”', 'A red FOX in the snow', ['in the snow']],
  ['ETE', 'Un été à Paris', ['été']],
  ['été', 'un ete a paris', ['ete']],
  ['猫', '黒猫が窓辺に座る', ['猫']],
  ['黒猫', '黒猫が窓辺に座る', ['黒猫']],
  ['窓辺に座る', '黒猫が窓辺に座る', ['窓辺に座る']],
  ['"黒猫 sits"', '黒猫 sits', ['黒猫 sits']],
  ['🦊', 'fox 🦊🌲', ['🦊']],
  ['🌲🦊', 'fox 🦊🌲', ['🦊🌲']],
  ['лис', 'Рыжая лиса в снегу', ['лис']],
  ['여우', '여우가 눈 속에', ['여우']],
  ['strasse', 'Große Straße', ['Straße']],
  ['filigree no5', 'ﬁligree №5', ['ﬁligree', '№5']],
  ['がぎ', 'がぎ', ['がぎ']],
  ['s', "it's", ['s']],
])('finds %s in %s', (search, text, expected) => {
  expect(marked(text, search)).toEqual(expected)
})

it.each([
  ['fox wolf', 'A red FOX in the snow'],
  ['now', 'A red FOX in the snow'],
  ['"fox red"', 'A red FOX in the snow'],
  ['"red snow"', 'A red FOX in the snow'],
  ['"red fo"', 'A red FOX in the snow'],
  ['猫黒', '黒猫が窓辺に座る'],
  ['黒猫', '黒 猫'],
  ['か', '黒猫が窓辺に座る'],
  ['🌲', 'fox 🦊'],
  ['', 'fox'],
  ['" ,.-!', 'fox'],
])('finds no %s in %s', (search, text) => {
  expect(marked(text, search)).toEqual([])
})

const words = fc.array(
  fc.constantFrom(
    'red',
    'Füchse',
    'CAFÉ',
    'ﬁn',
    'Straße',
    '黒猫',
    'が',
    'ネコ',
    '🦊',
    '여우',
    '2026',
    'İ',
    'हिन्दी',
  ),
  { minLength: 1, maxLength: 8 },
)

it('marks parts of the text, in order, that do not touch', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, search) => {
      let last = -1
      for (const [start, end] of highlights(`${text} ${search}`, search)) {
        expect(start).toBeGreaterThan(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      expect(last).toBeLessThanOrEqual(text.length + search.length + 1)
    }),
  )
})

it('finds every word of a text in it: alone, with others, as a phrase, in any case, without accents', () => {
  fc.assert(
    fc.property(words, fc.nat(), (parts, n) => {
      const text = parts.join(', ')
      const word = parts[n % parts.length] ?? ''
      const bare = word.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
      for (const search of [word, word.toUpperCase(), word.toLowerCase(), bare, `"${word}"`])
        expect(marked(text, search)).toContain(word)
      expect(marked(text, parts.toReversed().join(' ')).length).toBeGreaterThan(0)
      expect(marked(text, `"${text}"`)).toEqual([text])
      expect(marked(text, `${word} nothing`)).toEqual([])
    }),
  )
})
