import type { Operation } from '@/shared/graphql/operations'
import { locale } from '@/shared/texts/locale'

const dayName = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })

export interface Day {
  day: string
  label: string
  done: Operation[]
}

/** Days as the person who looks counts them, in the order given. */
export function byDay(operations: readonly Operation[]): Day[] {
  const days = new Map<string, Day>()
  for (const operation of operations) {
    const moment = new Date(operation.createdAt)
    const day = moment.toDateString()
    const known = days.get(day) ?? { day, label: dayName.format(moment), done: [] }
    known.done.push(operation)
    days.set(day, known)
  }
  return [...days.values()]
}
