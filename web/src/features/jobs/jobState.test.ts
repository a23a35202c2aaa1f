import { expect, it } from 'vitest'
import type { Job } from '@/shared/graphql/fragments'
import { job, slot } from '@/shared/testing'
import { headlineOf, logName, mayBePaidTwice, reasonsOf } from './jobState'

type Attempt = Job['attempts'][number]

const attempt = (outcome: Attempt['outcome']): Attempt => ({
  number: 1,
  sentAt: '2026-01-01T00:00:00Z',
  outcome,
  costTokens: null,
  providerRequestId: null,
})
const refusal = { code: 'MODERATION' as const, message: 'No.' }

it('tells a job that tries again from one that waits for the first time', () => {
  expect(headlineOf(job('j'))).toBe('QUEUED')
  expect(headlineOf(job('j', { attempts: [attempt('RETRYABLE')] }))).toBe('AGAIN')
})

it('gives each reason once, with its pictures', () => {
  const failed = [0, 2].map((index) => slot(index, { status: 'FAILED', error: refusal }))
  expect(reasonsOf(job('j', { status: 'FAILED', slots: failed, error: refusal }))).toEqual([
    { ...refusal, places: [1, 3] },
  ])
  expect(reasonsOf(job('j', { status: 'FAILED', error: refusal }))).toEqual([{ ...refusal, places: [] }])
})

it.each([
  ['PENDING', true],
  ['UNKNOWN', true],
  ['ANSWERED', false],
  ['RETRYABLE', false],
] as const)('a cancelled job whose request is %s may be paid twice: %s', (outcome, twice) => {
  const slots = [slot(0, { status: 'FAILED' })]
  expect(mayBePaidTwice(job('j', { status: 'CANCELLED', slots, attempts: [attempt(outcome)] }))).toBe(twice)
})

it('names a job as the log does', () => {
  const id = btoa('Job:0123456789abcdef0123456789abcdef').replaceAll('=', '')
  expect(logName(job(id))).toBe('01234567-89ab-cdef-0123-456789abcdef')
})
