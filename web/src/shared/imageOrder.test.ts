import { expect, it } from 'vitest'
import { compareMoments } from './imageOrder'

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
