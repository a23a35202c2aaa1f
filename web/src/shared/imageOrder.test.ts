import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  belongs,
  compareMoments,
  comparePictures,
  filterKey,
  type ImageListFilter,
  imageFilter,
  isDecided,
  serverFilter,
  TRASH_ORDERS,
} from './imageOrder'
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

const moment = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const names = fc.array(fc.constantFrom('demo', 'gpt-image-1', 'other'), { maxLength: 4 })
const origins = fc.array(fc.constantFrom('GENERATED' as const, 'UPLOADED' as const), { maxLength: 3 })
const asked: fc.Arbitrary<Partial<ImageListFilter>> = fc.record(
  {
    starred: fc.boolean(),
    trashed: fc.boolean(),
    search: fc.constantFrom('', ' ', 'fox', ' red  fox '),
    models: names,
    origins,
    createdAfter: moment,
    createdBefore: moment,
    deletedBefore: moment,
    order: fc.constantFrom(...TRASH_ORDERS),
  },
  { requiredKeys: [] },
)
const anyPicture = fc
  .record({
    starred: fc.boolean(),
    deletedAt: fc.option(moment),
    model: fc.constantFrom('demo', 'gpt-image-1', ''),
    origin: fc.constantFrom('GENERATED' as const, 'UPLOADED' as const),
    createdAt: moment,
  })
  .map((change) => picture(1, change))

it('writes equal filters equally, however they were asked for', () => {
  fc.assert(
    fc.property(asked, fc.gen(), (one, gen) => {
      const filter = imageFilter(one)
      const shuffled = Object.fromEntries(
        gen(fc.shuffledSubarray, Object.entries(one), { minLength: Object.keys(one).length }),
      )
      const twice = { ...shuffled, models: one.models && [...one.models, ...one.models].toReversed() }
      expect(JSON.stringify(imageFilter(twice as typeof one))).toBe(JSON.stringify(filter))
      expect(imageFilter(filter)).toEqual(filter)
      expect(filterKey(one as ImageListFilter)).toBe(JSON.stringify(filter))
    }),
  )
})

it('asks the server for nothing that narrows nothing', () => {
  expect(serverFilter(imageFilter({ search: ' ', models: [], origins: [] }))).toEqual({
    starred: null,
    trashed: false,
  })
})

it('takes a picture in when it meets every single condition, and not otherwise', () => {
  fc.assert(
    fc.property(anyPicture, asked, (one, wanted) => {
      const { starred, trashed = false, search: _, order: __, ...others } = imageFilter(wanted)
      const alone = Object.entries(others).map(([name, value]) => ({ trashed, [name]: value }))
      const each = [{ trashed }, { trashed, starred }, ...alone].map(imageFilter)
      expect(belongs(one, imageFilter(wanted))).toBe(each.every((filter) => belongs(one, filter)))
    }),
  )
})

it.each([
  [{ starred: true }, {}, { starred: true }],
  [{ models: ['demo'] }, { model: 'other' }, { model: 'demo' }],
  [{ origins: ['UPLOADED' as const] }, { origin: 'GENERATED' }, { origin: 'UPLOADED' }],
  [
    { createdAfter: '2026-03-01T00:00:00Z' },
    { createdAt: '2026-02-28T23:59:59.999999Z' },
    { createdAt: '2026-03-01T00:00:00Z' },
  ],
  [
    { createdBefore: '2026-03-01T00:00:00Z' },
    { createdAt: '2026-03-01T00:00:00Z' },
    { createdAt: '2026-02-28T23:59:59.999999Z' },
  ],
  [
    { trashed: true, deletedBefore: '2026-03-01T00:00:00Z' },
    { deletedAt: '2026-03-01T00:00:00Z' },
    { deletedAt: '2026-02-28T23:59:59.999999Z' },
  ],
] as const)('%j leaves out %j and takes in %j', (wanted, out, within) => {
  const filter = imageFilter(wanted as Partial<ImageListFilter>)
  expect(belongs(picture(1, out), filter)).toBe(false)
  expect(belongs(picture(1, within), filter)).toBe(true)
})

it('leaves to the server what a search finds', () => {
  expect(isDecided(imageFilter({ search: 'fox' }))).toBe(false)
  expect(isDecided(imageFilter({ search: ' ', starred: true, createdAfter: '2026-01-01' }))).toBe(true)
})
