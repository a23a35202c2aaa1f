import { expect, it } from 'vitest'
import { compareMoments, comparePictures } from './imageOrder'
import { picture } from './testing'

it.each([
  ['2026-01-01T00:00:00.000001+00:00', '2026-01-01T00:00:00.000002+00:00'],
  ['2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00.5+00:00'],
  ['2026-01-01T00:00:00.999999Z', '2026-01-01T00:00:01Z'],
  ['2026-01-01T01:59:59.9+02:00', '2026-01-01T00:00:00Z'],
])('%s is before %s', (earlier, later) => {
  expect(compareMoments(earlier, later)).toBeLessThan(0)
  expect(compareMoments(later, earlier)).toBeGreaterThan(0)
})

it('takes one moment in two notations for one', () => {
  expect(compareMoments('2026-01-01T02:00:00.120+02:00', '2026-01-01T00:00:00.12Z')).toBe(0)
})

it('orders pictures of one moment by what their ids encode, as the server does', () => {
  const encode = (key: string) => btoa(`Image:${key}`).replaceAll('+', '-').replaceAll('/', '_')
  const keys = ['00ff', '0aff', '7b00', 'b0b0', 'f3a1']
  const pictures = keys.map((key) => picture(1, { id: encode(key) }))
  const sorted = pictures.toSorted((a, b) => comparePictures(a, b, { starred: false, trashed: false }))
  expect(sorted.map((one) => one.id)).toEqual(keys.toReversed().map(encode))
})

it.each([
  [undefined, [2, 1, 3]],
  ['deleted-asc', [3, 1, 2]],
  ['created-desc', [3, 2, 1]],
  ['created-asc', [1, 2, 3]],
] as const)('orders the trash: %s', (order, expected) => {
  const deleted = ['', '02', '03', '01'].map((day) => `2026-02-${day}T00:00:00+00:00`)
  const pictures = [1, 2, 3].map((n) => picture(n, { deletedAt: deleted[n] ?? null }))
  const filter = { starred: false, trashed: true, ...(order && { order }) }
  const sorted = pictures.toSorted((a, b) => comparePictures(a, b, filter))
  expect(sorted.map((one) => one.prompt)).toEqual(expected.map((n) => `Prompt ${n}`))
})
