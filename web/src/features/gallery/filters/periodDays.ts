import { nameOf, periodOf } from './periods'

export const firstDayOf = (period: string): string => {
  const start = periodOf(period)?.start
  return start ? nameOf(start) : ''
}

export const lastDayOf = (period: string): string => {
  const end = periodOf(period)?.end
  if (!end) return ''
  const last = new Date(end)
  last.setDate(last.getDate() - 1)
  return nameOf(last)
}
