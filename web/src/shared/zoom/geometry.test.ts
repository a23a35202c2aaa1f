import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  bounded,
  fitScale,
  fitted,
  isFitted,
  panned,
  type Size,
  thumbScale,
  toggled,
  type View,
  zoomed,
} from './geometry'

const side = fc.integer({ min: 1, max: 20_000 })
const picture = fc.record({ width: side, height: side })
const stage = fc.record({
  width: fc.integer({ min: 100, max: 4000 }),
  height: fc.integer({ min: 100, max: 3000 }),
})
const offset = fc.double({ min: -5000, max: 5000, noNaN: true })
const point = fc.record({ x: offset, y: offset })
const scale = fc.double({ min: 0.001, max: 50, noNaN: true })
const view = fc.record({ scale, x: offset, y: offset })

/** A hundredth of a pixel: what rounding may cost. */
const NEAR = 0.01

function inBounds({ scale, x, y }: View, size: Size, room: Size): boolean {
  const reach = (length: number, space: number) => Math.max(0, length * scale - space) / 2 + NEAR
  return Math.abs(x) <= reach(size.width, room.width) && Math.abs(y) <= reach(size.height, room.height)
}

it('fits the whole picture and never enlarges it', () => {
  fc.assert(
    fc.property(picture, stage, (size, room) => {
      const fit = fitScale(size, room)
      expect(fit).toBeLessThanOrEqual(1)
      expect(size.width * fit).toBeLessThanOrEqual(room.width + NEAR)
      expect(size.height * fit).toBeLessThanOrEqual(room.height + NEAR)
    }),
  )
})

it('leaves a fitted picture as it is', () => {
  fc.assert(
    fc.property(picture, stage, (size, room) => {
      const fit = fitted(size, room)
      expect(bounded(fit, size, room)).toEqual(fit)
      expect(isFitted(fit, size, room)).toBe(true)
    }),
  )
})

it('keeps every view within its bounds, and bounds it once', () => {
  fc.assert(
    fc.property(view, point, picture, stage, (from, by, size, room) => {
      for (const next of [bounded(from, size, room), panned(from, by, size, room)]) {
        expect(inBounds(next, size, room)).toBe(true)
        expect(bounded(next, size, room)).toEqual(next)
      }
    }),
  )
})

it('keeps what lies under the pointer there, where the bounds allow', () => {
  fc.assert(
    fc.property(view, scale, point, picture, stage, (from, to, about, size, room) => {
      const before = bounded(from, size, room)
      const after = zoomed(before, to, about, size, room)
      expect(inBounds(after, size, room)).toBe(true)
      for (const [axis, side] of [
        ['x', 'width'],
        ['y', 'height'],
      ] as const) {
        const pixel = (about[axis] - before[axis]) / before.scale
        const reach = Math.max(0, size[side] * after.scale - room[side]) / 2
        const wanted = about[axis] - pixel * after.scale
        expect(after[axis]).toBeCloseTo(Math.min(reach, Math.max(-reach, wanted)), 3)
      }
    }),
  )
})

it('comes back to the fit by a second double click', () => {
  fc.assert(
    fc.property(point, picture, stage, (about, size, room) => {
      const fit = fitted(size, room)
      const large = toggled(fit, about, size, room)
      expect(large.scale).toBeGreaterThan(fit.scale)
      expect(toggled(large, about, size, room)).toEqual(fit)
    }),
  )
})

it('shows the own pixels of a picture that is larger than the stage', () => {
  const large = toggled(
    fitted({ width: 4000, height: 2000 }, { width: 1000, height: 800 }),
    { x: 0, y: 0 },
    { width: 4000, height: 2000 },
    { width: 1000, height: 800 },
  )
  expect(large).toEqual({ scale: 1, x: 0, y: 0 })
})

it('knows how large a thumbnail is', () => {
  expect(thumbScale({ width: 2880, height: 100 }, 1440)).toBe(0.5)
  expect(thumbScale({ width: 100, height: 200 }, 1440)).toBe(1)
})
