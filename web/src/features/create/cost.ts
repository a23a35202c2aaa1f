import type { UsageQuery } from '@/shared/graphql/costs'
import type { ResultOf } from '@/shared/graphql/tada'
import { words } from './words'

export type Usage = ResultOf<typeof UsageQuery>['viewer']['usage']

/** What so many pictures may take. Null: nobody knows. */
export function estimateText(each: number | null, n: number): string {
  if (each === null) return words.cost.unknown
  return each === 0 ? words.cost.none : words.cost.atMost(each * n)
}

/** What is left of the day's limits, and whether one of them is in the way; null where there is no limit. */
export function leftOf(usage: Usage, tokens: number): { text: string; isShort: boolean } | null {
  const { dailyJobLimit, dailyTokenLimit } = usage
  const jobs = dailyJobLimit === null ? null : Math.max(0, dailyJobLimit - usage.jobs)
  const left = dailyTokenLimit === null ? null : Math.max(0, dailyTokenLimit - usage.costTokens)
  const parts = [
    ...(left === null ? [] : [words.cost.tokensLeft(left, dailyTokenLimit ?? 0)]),
    ...(jobs === null ? [] : [words.cost.jobsLeft(jobs, dailyJobLimit ?? 0)]),
  ]
  if (parts.length === 0) return null
  return { text: parts.join(' · '), isShort: jobs === 0 || (left !== null && tokens > left) }
}
