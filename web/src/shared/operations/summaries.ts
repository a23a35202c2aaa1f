import type { Operation } from '@/shared/graphql/operations'
import { moreTexts } from '@/shared/moreTexts'
import { handled } from './follow'

/** The server counts no further before a worker has listed a large selection. */
const COUNTED_AT_ONCE = 1001

const words = moreTexts.operations

/** How far a running operation is, in words and from 0 to 1. */
export function progressOf(operation: Operation): { text: string; progress: number | 'unknown' } {
  const what = words.doing[operation.action]
  const { matched } = operation
  const far = Math.min(handled(operation), matched)
  if (matched <= COUNTED_AT_ONCE) return { text: words.running(what, far), progress: 'unknown' }
  return { text: words.runningOf(what, far, matched), progress: far / matched }
}

/** What was done and what was left, in one message. */
export function summaryOf(operations: readonly Operation[]): string {
  const [first] = operations
  if (!first) return words.nothingChanged
  const what = words.done[first.action](operations.reduce((sum, one) => sum + one.changed, 0))
  const failed = operations.find((one) => one.status === 'FAILED')
  const reasons = skippedTexts(operations)
  if (failed) return [words.halfWay(what), failed.error, words.left(reasons)].filter(Boolean).join(' ')
  return reasons.length > 0 ? `${what}. ${words.left(reasons)}` : what
}

/** Why how many were left as they were. */
export function skippedTexts(operations: readonly Operation[]): string[] {
  const counts = new Map<Operation['skipped'][number]['reason'], number>()
  for (const { reason, count } of operations.flatMap((one) => one.skipped)) {
    counts.set(reason, (counts.get(reason) ?? 0) + count)
  }
  return [...counts].map(([reason, count]) => words.skipped[reason](count))
}
