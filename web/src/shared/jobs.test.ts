import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import type { Job } from './graphql/fragments'
import { type JobList, jobsKey, putJob, putOlderJobs, putProgress } from './jobs'
import { job } from './testing'

function clientWith(...jobs: Job[]) {
  const client = new QueryClient()
  client.setQueryData<JobList>(jobsKey, { jobs, older: null, heard: {} })
  const list = () => client.getQueryData<JobList>(jobsKey)
  return { client, list, jobs: () => list()?.jobs ?? [] }
}

it('keeps what was told while the first list was on its way, and nothing where none was', () => {
  const client = new QueryClient()
  putJob(client, job('j', { status: 'RUNNING' }))
  expect(client.getQueryData(jobsKey)).toBeUndefined()

  void client.fetchQuery({ queryKey: jobsKey, queryFn: () => new Promise<JobList>(() => {}) })
  putJob(client, job('j', { status: 'RUNNING' }))
  expect(client.getQueryData<JobList>(jobsKey)?.jobs.map((one) => one.status)).toEqual(['RUNNING'])
})

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

it('goes on where the list ended, and keeps what is known of a job', () => {
  const { client, list, jobs } = clientWith(job('b', { createdAt: '2026-01-02T00:00:00+00:00', n: 2 }))
  const older = [job('b', { createdAt: '2026-01-02T00:00:00+00:00' }), job('a')]
  putOlderJobs(client, { nodes: older, pageInfo: { hasNextPage: true, endCursor: 'c' } })
  expect(jobs().map((one) => [one.id, one.n])).toEqual([
    ['b', 2],
    ['a', 1],
  ])
  expect(list()?.older).toBe('c')
})
