import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { putAnswer } from './jobAnswers'
import { type JobList, jobsKey, putJob } from './jobs'
import { job } from './testing'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function asking() {
  const client = new QueryClient()
  client.setQueryData<JobList>(jobsKey, { jobs: [], older: null, heard: {} })
  const status = () => client.getQueryData<JobList>(jobsKey)?.jobs[0]?.status
  return { client, status, askedAt: performance.now() }
}

it('puts what an answer tells of a job, and what events tell after it', () => {
  const { client, status, askedAt } = asking()
  vi.advanceTimersByTime(50)
  putAnswer(client, job('j'), askedAt)
  expect(status()).toBe('QUEUED')
  putJob(client, job('j', { status: 'RUNNING' }))
  expect(status()).toBe('RUNNING')
})

it('leaves a job that has ended before the answer to its request came as it is', () => {
  const { client, status, askedAt } = asking()
  vi.advanceTimersByTime(50)
  putJob(client, job('j', { status: 'SUCCEEDED' }))
  putAnswer(client, job('j'), askedAt)
  expect(status()).toBe('SUCCEEDED')
})

it('takes the answer to what was asked after the last event', () => {
  const { client, status } = asking()
  putJob(client, job('j', { status: 'FAILED' }))
  vi.advanceTimersByTime(50)
  putAnswer(client, job('j'), performance.now())
  expect(status()).toBe('QUEUED')
})
