import { expect, it } from 'vitest'
import { job } from '@/shared/testing'
import { isIn, STATES, shownJobs, stateIn } from './jobStates'

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00+00:00`
const failed = (code: 'MODERATION' | 'INTERNAL') =>
  job('f', { status: 'FAILED', error: { code, message: '' }, slots: [] })
const ids = (jobs: { id: string }[]) => jobs.map(({ id }) => id)

it.each([
  [job('j'), ['all', 'pending']],
  [job('j', { status: 'SUCCEEDED' }), ['all', 'done']],
  [job('j', { status: 'PARTIAL' }), ['all', 'done', 'failed']],
  [failed('INTERNAL'), ['all', 'failed']],
  [failed('MODERATION'), ['all', 'refused']],
  [job('j', { status: 'CANCELLED' }), ['all', 'cancelled']],
])('knows where a job belongs', (one, states) => {
  expect(STATES.filter((state) => isIn(one, state))).toEqual(states)
})

it('follows a job out of its state and into another', () => {
  const loaded = [job('b', { createdAt: at(2) }), job('a', { createdAt: at(1) })]
  const live = [job('b', { createdAt: at(2), status: 'SUCCEEDED' })]
  expect(ids(shownJobs(loaded, live, 'pending', true))).toEqual(['a'])
  expect(ids(shownJobs([], live, 'done', true))).toEqual(['b'])
})

it('shows what is new at once, and what is older than the last page with its own', () => {
  const loaded = [job('b', { createdAt: at(2) })]
  const live = [job('c', { createdAt: at(3) }), job('a', { createdAt: at(1) })]
  expect(ids(shownJobs(loaded, live, 'all', false))).toEqual(['c', 'b'])
  expect(ids(shownJobs(loaded, live, 'all', true))).toEqual(['c', 'b', 'a'])
})

it('takes a state that nobody has heard of for all', () => {
  expect(stateIn(new URLSearchParams('status=refused'))).toBe('refused')
  expect(stateIn(new URLSearchParams('status=lost'))).toBe('all')
})
