import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import type { Job } from './graphql/fragments'
import { jobsKey, putJob, putProgress } from './jobs'
import { job } from './testing'

function clientWith(...jobs: Job[]) {
  const client = new QueryClient()
  client.setQueryData(jobsKey, jobs)
  return { client, jobs: () => client.getQueryData<Job[]>(jobsKey) ?? [] }
}

it('ignores progress that comes after the end', () => {
  const { client, jobs } = clientWith(job('j', { status: 'SUCCEEDED' }))
  putProgress(client, job('j', { status: 'RUNNING' }))
  expect(jobs()[0]?.status).toBe('SUCCEEDED')
})

it('lets an event start an ended job again', () => {
  const { client, jobs } = clientWith(job('j', { status: 'FAILED' }))
  putJob(client, job('j'))
  expect(jobs().map((one) => one.status)).toEqual(['QUEUED'])
})

it('puts a newer job first', () => {
  const { client, jobs } = clientWith(job('old'))
  putJob(client, job('new', { createdAt: '2026-01-02T00:00:00+00:00' }))
  expect(jobs().map((one) => one.id)).toEqual(['new', 'old'])
})
