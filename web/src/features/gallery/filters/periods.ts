export interface Period {
  start: Date
  /** Exclusive. */
  end: Date
}

const NOTATION = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/

/** A day, a month or a year in the browser's time zone: "2026-03-14", "2026-03", "2026"; null for what is none. */
export function periodOf(text: string): Period | null {
  const [, year, month, day] = NOTATION.exec(text)?.map(Number) ?? []
  if (!year || year < 1970) return null
  const isDay = !Number.isNaN(day ?? Number.NaN)
  const isMonth = !Number.isNaN(month ?? Number.NaN)
  const start = new Date(year, isMonth ? Number(month) - 1 : 0, isDay ? day : 1)
  // Dates that do not exist roll over to others.
  if (!nameOf(start).startsWith(text)) return null
  const end = new Date(start)
  if (isDay) end.setDate(end.getDate() + 1)
  else if (isMonth) end.setMonth(end.getMonth() + 1)
  else end.setFullYear(end.getFullYear() + 1)
  return { start, end }
}

/** A date as its day is written. */
export function nameOf(date: Date): string {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
