import { locale } from './texts/locale'

const number = new Intl.NumberFormat(locale)

export const formatNumber = (n: number) => number.format(n)

const monthDay = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })

const thisYear = new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'long', day: 'numeric' })
const otherYear = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  month: 'long',
  day: 'numeric',
  year: 'numeric',
})
const narrowYear = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', year: 'numeric' })

/** A day named as YYYY-MM-DD, with its year where that is not this one. */
export function formatDay(key: string, narrow = false, now = new Date()): string {
  const date = new Date(`${key}T12:00:00`)
  if (date.getFullYear() === now.getFullYear()) return (narrow ? monthDay : thisYear).format(date)
  return (narrow ? narrowYear : otherYear).format(date)
}

const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })

/** Short, for badges; nothing for nothing. */
export function formatCount(count: number | undefined): string | null {
  return count ? compact.format(count) : null
}
