import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Deed, done, type History, isBlank, redone, UNTOUCHED, undone } from './deeds'
import { dotAt, fitted, pointOf, showing, zoomed } from './view'

const STROKE: Deed = { kind: 'PAINT', size: 8, points: [[1, 1]] }
const deed = fc.constantFrom<Deed>(STROKE, { kind: 'CLEAR' }, { kind: 'INVERT' })
const history = fc
  .tuple(fc.array(deed), fc.nat())
  .map(([deeds, at]): History => ({ deeds, at: at % (deeds.length + 1) }))

it('takes back the last deed, and does it again', () => {
  fc.assert(
    fc.property(history, deed, (before, next) => {
      const after = done(before, next)
      expect(undone(after).at).toBe(before.at)
      expect(redone(undone(after))).toEqual(after)
      expect(redone(after)).toEqual(after)
    }),
  )
  expect(undone(UNTOUCHED)).toEqual(UNTOUCHED)
})

it('knows when nothing is marked', () => {
  const drawn = done(UNTOUCHED, STROKE)
  expect(isBlank(UNTOUCHED)).toBe(true)
  expect(isBlank(drawn)).toBe(false)
  expect(isBlank(done(drawn, { kind: 'CLEAR' }))).toBe(true)
  expect(isBlank(undone(drawn))).toBe(true)
  expect(isBlank(done(UNTOUCHED, { kind: 'ERASE', size: 8, points: [] }))).toBe(true)
})

it('shows the whole picture, never larger than it is', () => {
  const small = fitted({ width: 800, height: 600 }, { width: 100, height: 100 })
  expect(small).toEqual({ x: 350, y: 250, scale: 1 })
  const large = fitted({ width: 400, height: 300 }, { width: 4000, height: 1000 })
  expect(large.scale * 4000).toBeLessThanOrEqual(400)
})

it('brings a dot onto the stage, and moves nothing where it is there', () => {
  const number = fc.integer({ min: -2000, max: 2000 })
  const stage = { width: 400, height: 300 }
  fc.assert(
    fc.property(number, number, number, number, (x, y, dotX, dotY) => {
      const moved = showing({ x, y, scale: 2 }, stage, [dotX, dotY])
      const [atX, atY] = pointOf(moved, [dotX, dotY])
      expect(atX).toBeGreaterThanOrEqual(0)
      expect(atX).toBeLessThanOrEqual(400)
      expect(atY).toBeGreaterThanOrEqual(0)
      expect(atY).toBeLessThanOrEqual(300)
      expect(showing(moved, stage, [dotX, dotY])).toEqual(moved)
    }),
  )
})

it('keeps the dot under the pointer where it is', () => {
  const number = fc.integer({ min: -2000, max: 2000 })
  const scale = fc.double({ min: 0.1, max: 8, noNaN: true })
  fc.assert(
    fc.property(number, number, scale, number, number, scale, (x, y, from, px, py, factor) => {
      const view = { x, y, scale: from }
      const before = dotAt(view, [px, py])
      const now = pointOf(zoomed(view, [px, py], factor, 0.1), before)
      expect(now[0]).toBeCloseTo(px, 3)
      expect(now[1]).toBeCloseTo(py, 3)
    }),
  )
})
