import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GalleryEvent } from '@/shared/graphql/subscriptions'
import { type JobList, jobsKey } from '@/shared/jobs'
import { job, picture } from '@/shared/testing'
import { usageKey, viewerKey } from '@/shared/viewer'
import { eventHandler } from './eventHandler'

let client: QueryClient
beforeEach(() => {
  vi.useFakeTimers()
  client = new QueryClient()
  for (const key of [viewerKey, usageKey]) client.setQueryData(key, {})
  client.setQueryData<JobList>(jobsKey, { jobs: [], older: null, heard: {} })
})
afterEach(() => {
  vi.useRealTimers()
})

const isStale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated

it('has what is left of the day asked for again when a job changes, wherever it was asked for', () => {
  eventHandler(client).apply({ __typename: 'JobChanged', cursor: 'c1', job: job('j') })
  vi.runAllTimers()
  expect(isStale(usageKey)).toBe(true)
  expect(isStale(viewerKey)).toBe(false)
})

it('has jobs read again where an event names only some of the pictures', () => {
  const deleted = (truncated: boolean): GalleryEvent => {
    return { __typename: 'ImagesDeleted', cursor: 'c1', ids: [picture(1).id], truncated }
  }
  eventHandler(client).apply(deleted(false))
  expect(isStale(jobsKey)).toBe(false)
  eventHandler(client).apply(deleted(true))
  expect(isStale(jobsKey)).toBe(true)
})
