import { formatNumber } from './format'
import { isMirrored, locale } from './texts/locale'

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB']
const DAY = 86_400_000

const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })

export function formatDate(moment: string): string {
  return dateTime.format(new Date(moment))
}

const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })

export function formatTime(moment: string): string {
  return time.format(new Date(moment))
}

const monthDay = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })

export function formatMonthDay(moment: string): string {
  return monthDay.format(new Date(moment))
}

const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })

/** The month of a day named as YYYY-MM-DD. */
export function formatMonth(key: string): string {
  return month.format(new Date(`${key}T12:00:00`))
}

export function formatBytes(bytes: number): string {
  const power = Math.min(BYTES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const isWhole = value >= 100 || power === 0
  return unbroken(`${isWhole ? formatNumber(Math.round(value)) : tenth.format(value)} ${BYTES[power]}`)
}

/** Whole days until then, a begun day counting; never below zero. */
export function daysUntil(moment: string, now = Date.now()): number {
  return Math.max(0, Math.ceil((Date.parse(moment) - now) / DAY))
}

export function formatDimensions(width: number, height: number): string {
  return unbroken(`${width} × ${height}`)
}

/** What runs from left to right in every language, and would be turned round in a line that does not. */
function unbroken(text: string): string {
  return isMirrored ? `\u2066${text}\u2069` : text
}

/** Minutes and seconds; never below zero, for clocks differ. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
