import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Part, wordDiff } from './wordDiff'

const textWithout = (parts: readonly Part[], left: Part['kind']) =>
  parts
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('')

it('names the words that were exchanged, and nothing else', () => {
  expect(wordDiff('A red heron at dawn', 'A grey heron at dusk, in fog')).toEqual([
    { kind: 'same', text: 'A ' },
    { kind: 'removed', text: 'red' },
    { kind: 'added', text: 'grey' },
    { kind: 'same', text: ' heron at ' },
    { kind: 'removed', text: 'dawn' },
    { kind: 'added', text: 'dusk, in fog' },
  ])
})

it('finds words where nothing stands between them', () => {
  const parts = wordDiff('日の出の鷺', '夕日の鷺')
  expect(parts.some(({ kind }) => kind === 'same')).toBe(true)
  expect(textWithout(parts, 'added')).toBe('日の出の鷺')
})

const prompt = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc
    .array(fc.constantFrom('a', 'red', 'heron', ',', ' ', '\n'), { maxLength: 25 })
    .map((all) => all.join('')),
)

it('loses no sign of either text', () => {
  fc.assert(
    fc.property(prompt, prompt, (one, other) => {
      const parts = wordDiff(one, other)
      expect(textWithout(parts, 'added')).toBe(one)
      expect(textWithout(parts, 'removed')).toBe(other)
    }),
  )
})

it('finds no difference between a text and itself, and never two parts of a kind in a row', () => {
  fc.assert(
    fc.property(prompt, prompt, (one, other) => {
      expect(wordDiff(one, one).every(({ kind }) => kind === 'same')).toBe(true)
      const kinds = wordDiff(one, other).map(({ kind }) => kind)
      for (const [i, kind] of kinds.entries()) expect(kind).not.toBe(kinds[i + 1])
    }),
  )
})

it('tells long texts that have nothing in common apart without weighing every pair of words', () => {
  const [one, other] = ['a', 'b'].map((letter) => `${letter} `.repeat(5_000))
  expect(wordDiff(one ?? '', other ?? '').map(({ kind }) => kind)).toContain('removed')
})
