import type { Job } from '@/shared/graphql/fragments'
import { isPending, newestFirst } from '@/shared/jobs'
import { isRefused } from './jobState'

export const STATES = ['all', 'pending', 'done', 'failed', 'refused', 'cancelled'] as const
export type State = (typeof STATES)[number]

/** What the server is asked for. It does not tell refused jobs from failed ones: that the page does itself. */
export const STATUSES: Record<State, Job['status'][] | null> = {
  all: null,
  pending: ['QUEUED', 'RUNNING'],
  done: ['SUCCEEDED', 'PARTIAL'],
  failed: ['FAILED', 'PARTIAL'],
  refused: ['FAILED'],
  cancelled: ['CANCELLED'],
}

/** A job that brought some of its pictures is among the done and among the failed. */
export function isIn(job: Job, state: State): boolean {
  if (state === 'pending') return isPending(job)
  if (state === 'refused') return job.status === 'FAILED' && isRefused(job)
  if (state === 'failed') return job.status === 'PARTIAL' || (job.status === 'FAILED' && !isRefused(job))
  return STATUSES[state]?.includes(job.status) ?? true
}

/** Pages as they were loaded, with what has happened since; what belongs behind the last page waits for its page. */
export function shownJobs(
  loaded: readonly Job[],
  live: readonly Job[],
  state: State,
  isWhole: boolean,
): Job[] {
  const known = new Set(loaded.map(({ id }) => id))
  const oldest = loaded.at(-1)?.createdAt
  const isWithin = (job: Job) =>
    known.has(job.id) || isWhole || (oldest !== undefined && Date.parse(job.createdAt) >= Date.parse(oldest))
  return newestFirst(live.filter(isWithin), loaded).filter((job) => isIn(job, state))
}

export function stateIn(params: URLSearchParams): State {
  return STATES.find((state) => state === params.get('status')) ?? 'all'
}
