import fc from 'fast-check'
import { expect, it } from 'vitest'
import { filterKey } from '@/shared/imageOrder'
import { firstDayOf, lastDayOf } from './periodDays'
import { periodOf } from './periods'
import { filterOf, isNarrowed, NOTHING_WANTED, readWanted, type Wanted, writeWanted } from './wanted'

const day = fc
  .date({ min: new Date('1980-01-02'), max: new Date('2099-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString())
const period = fc.oneof(
  fc.constant(''),
  day.map((text) => text.slice(0, 10)),
  day.map((text) => text.slice(0, 7)),
  day.map((text) => text.slice(0, 4)),
)
const anyWanted: fc.Arbitrary<Wanted> = fc.record({
  search: fc.oneof(
    fc.constant(''),
    fc.string({ minLength: 1, maxLength: 30 }).filter((text) => !!text.trim()),
  ),
  starred: fc.boolean(),
  models: fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 4 })
    .map((all) => all.toSorted()),
  origin: fc.constantFrom('GENERATED' as const, 'UPLOADED' as const, null),
  from: period,
  to: period,
})

it('comes back from the address as it went in, beside what else stands there', () => {
  fc.assert(
    fc.property(anyWanted, (wanted) => {
      const address = writeWanted(wanted, new URLSearchParams('order=x&q=old')).toString()
      const params = new URLSearchParams(address)
      expect(readWanted(params)).toEqual(wanted)
      expect(params.get('order')).toBe('x')
    }),
  )
})

it('reads any address at all, and finds a filter in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('q', 'starred', 'model', 'origin', 'from', 'to'), fc.string())),
      (pairs) => {
        const wanted = readWanted(new URLSearchParams(pairs))
        expect(() => filterKey(filterOf(wanted))).not.toThrow()
        expect(readWanted(writeWanted(wanted, new URLSearchParams())).models).toEqual(wanted.models)
      },
    ),
  )
})

it('writes an address that a person can read', () => {
  const wanted = { ...NOTHING_WANTED, search: 'red fox', starred: true, models: ['demo'], from: '2026-01' }
  expect(writeWanted(wanted, new URLSearchParams()).toString()).toBe(
    'q=red+fox&starred=1&model=demo&from=2026-01',
  )
})

it.each(['2026-02-30', '2026-13', '26', '2026-1', 'yesterday', '0000', '2026-03-14T10:00'])(
  'ignores the date %s',
  (text) => {
    expect(periodOf(text)).toBeNull()
    expect(readWanted(new URLSearchParams({ from: text })).from).toBe('')
  },
)

it.each([
  ['2026', '2026-01-01', '2026-12-31'],
  ['2028-02', '2028-02-01', '2028-02-29'],
  ['2026-03-29', '2026-03-29', '2026-03-29'],
])('takes %s as all of its days', (text, first, last) => {
  expect(firstDayOf(text)).toBe(first)
  expect(lastDayOf(text)).toBe(last)
})

it('ends where the next period begins, in the time zone of the browser', () => {
  const filter = filterOf({ ...NOTHING_WANTED, from: '2026-03', to: '2026-03' })
  expect(filter.createdAfter).toBe(new Date(2026, 2, 1).toISOString())
  expect(filter.createdBefore).toBe(new Date(2026, 3, 1).toISOString())
  expect(isNarrowed({ ...NOTHING_WANTED, starred: true })).toBe(false)
})
