import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { justify } from './justify'
import { rowOf, rowsBetween } from './rows'

const GAP = 6
const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) }),
  {
    maxLength: 60,
  },
)
const widths = fc.integer({ min: 320, max: 2400 })

describe('justify', () => {
  it('places every picture once, in order, inside the width, in rows that do not overlap', () => {
    fc.assert(
      fc.property(sizes, widths, (pictures, width) => {
        const rows = justify(pictures, width, 220, GAP)
        expect(rows.flatMap((row) => row.boxes.map((box) => box.index))).toEqual(pictures.map((_, i) => i))
        rows.forEach((row, i) => {
          const last = row.boxes.at(-1)
          expect((last?.left ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(width + 0.01)
          expect(row.top).toBeCloseTo(
            i === 0 ? 0 : (rows[i - 1]?.top ?? 0) + (rows[i - 1]?.height ?? 0) + GAP,
            6,
          )
          expect(row.height).toBeLessThanOrEqual(220)
        })
      }),
    )
  })

  it('fills the width in every row but the last', () => {
    const rows = justify(
      Array.from({ length: 50 }, () => ({ width: 3, height: 2 })),
      1000,
      220,
      GAP,
    )
    for (const { boxes } of rows.slice(0, -1)) {
      const last = boxes.at(-1)
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000, 6)
    }
  })
})

describe('rows', () => {
  const rows = justify(
    Array.from({ length: 30 }, () => ({ width: 1, height: 1 })),
    500,
    100,
    GAP,
  )

  it('finds those between two heights, as a plain filter would', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 900 }), fc.integer({ min: 0, max: 900 }), (from, height) => {
        const plain = rows.flatMap((row, i) =>
          row.top + row.height > from && row.top < from + height ? [i] : [],
        )
        expect(rowsBetween(rows, from, from + height)).toEqual(plain)
      }),
    )
  })

  it('finds the row of a tile', () => {
    for (const [i, row] of rows.entries()) for (const box of row.boxes) expect(rowOf(rows, box.index)).toBe(i)
  })
})
