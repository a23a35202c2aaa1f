import fc from 'fast-check'
import { expect, it } from 'vitest'
import { daysUntil } from '@/shared/formatDetails'
import { SOON_DAYS, thrownBefore } from './soon'

const DAY = 86_400_000
const HOUR = 3_600_000

it('takes in every picture whose tile says that it goes soon, and none that has an hour more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 365 }),
      fc.integer({ min: 0, max: 400 * DAY }),
      fc.integer({ min: 0, max: HOUR }),
      (retentionDays, age, second) => {
        const now = Date.parse('2026-03-14T00:00:00Z') + second
        const deleted = now - age
        const left = deleted + retentionDays * DAY - now
        const isIn = deleted < Date.parse(thrownBefore(retentionDays, now))
        if (daysUntil(new Date(now + left).toISOString(), now) <= SOON_DAYS && left < SOON_DAYS * DAY)
          expect(isIn).toBe(true)
        if (left > SOON_DAYS * DAY + HOUR) expect(isIn).toBe(false)
      },
    ),
  )
})
