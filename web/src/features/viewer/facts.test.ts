import { expect, it } from 'vitest'
import { picture } from '@/shared/testing'
import { factsOf } from './facts'

const textOf = (name: string, change: Parameters<typeof factsOf>[0]) =>
  factsOf(change).find((fact) => fact.name === name)?.text

it('shows every parameter, also one that nobody has heard of', () => {
  const params = { quality: 'high', output_format: 'webp', moderation_level: 'low', styleMix: { a: 1 } }
  const facts = factsOf({ ...picture(1), params })
  expect(facts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Quality', 'Format asked for', 'Moderation level', 'Style mix']),
  )
  expect(textOf('Style mix', { ...picture(1), params })).toBe('{"a":1}')
})

it('says nothing of what is not known', () => {
  const names = factsOf({ ...picture(1), params: { quality: null }, costTokens: null }).map(
    ({ name }) => name,
  )
  expect(names).not.toContain('Quality')
  expect(names).not.toContain('Tokens')
  expect(names).not.toContain('Moved to trash')
})

it('copies moments, sizes and dimensions as programs read them', () => {
  const facts = factsOf({ ...picture(1, { byteSize: 1_234_567 }), contentType: 'image/png' })
  const byName = Object.fromEntries(facts.map(({ name, ...fact }) => [name, fact]))
  expect(byName.File).toEqual({ text: '1.2 MB PNG', exact: '1234567' })
  expect(byName.Dimensions?.exact).toBe('1024x1024')
  expect(byName.Created?.exact).toBe(picture(1).createdAt)
})
