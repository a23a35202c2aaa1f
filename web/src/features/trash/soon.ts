/** From so many days before its end on, a picture's time is said to be short. */
export const SOON_DAYS = 5

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Before when a picture was thrown away that goes soon; to the hour, so that a list stays the same list for a while. */
export function thrownBefore(retentionDays: number, now = Date.now()): string {
  const before = now + (SOON_DAYS - retentionDays) * DAY
  return new Date(Math.ceil(before / HOUR) * HOUR).toISOString()
}
