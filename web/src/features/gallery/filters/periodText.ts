import { locale } from '@/shared/texts/locale'
import { periodOf } from './periods'

const MONTH = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })
const DAY = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })

/** A period as a person reads it: "14 Mar 2026", "March 2026", "2026". */
export function periodText(period: string): string {
  const start = periodOf(period)?.start
  if (!start || period.length === 4) return period
  return (period.length === 7 ? MONTH : DAY).format(start)
}
