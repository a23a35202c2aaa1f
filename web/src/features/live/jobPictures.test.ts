import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it } from 'vitest'
import type { Job } from '@/shared/graphql/fragments'
import { type JobList, jobsKey } from '@/shared/jobs'
import { job, picture, slot } from '@/shared/testing'
import { imageCacheOf } from '@/shared/useImageCache'
import { followPictures } from './jobPictures'

const done = (index: number) => slot(index, { status: 'DONE', image: picture(index) })
const pair = job('pair', { status: 'SUCCEEDED', n: 2, slots: [done(1), done(2)] })
const other = job('other', { status: 'SUCCEEDED', slots: [done(3)] })
const allKey = [...jobsKey, 'all', null]
const trashed = { deletedAt: '2026-01-02T00:00:00+00:00', purgeAt: '2026-02-01T00:00:00+00:00' }

interface Pages {
  pages: { nodes: Job[] }[]
  pageParams: null[]
}

let client: QueryClient
beforeEach(() => {
  client = new QueryClient()
  client.setQueryData<JobList>(jobsKey, { jobs: [pair, other], older: null, heard: {} })
  client.setQueryData<Pages>(allKey, {
    pages: [{ nodes: [pair] }, { nodes: [other] }],
    pageParams: [null, null],
  })
})

const cards = () => [
  ...(client.getQueryData<JobList>(jobsKey)?.jobs ?? []),
  ...(client.getQueryData<Pages>(allKey)?.pages.flatMap(({ nodes }) => nodes) ?? []),
]
const picturesOf = (id: string) =>
  cards()
    .filter((card) => card.id === id)
    .map(({ slots }) => slots.map(({ image }) => image && (image.deletedAt ? 'trashed' : 'live')))

it('tells every card of what was trashed, before the answer too, and of what came back', () => {
  followPictures(client)
  const cache = imageCacheOf(client)
  const change = cache.change([picture(1), picture(2)], trashed)
  expect(picturesOf('pair')).toEqual([
    ['trashed', 'trashed'],
    ['trashed', 'trashed'],
  ])
  expect(picturesOf('other')).toEqual([['live'], ['live']])
  change.rollback()
  expect(picturesOf('pair')).toEqual([
    ['live', 'live'],
    ['live', 'live'],
  ])
})

it('empties the place of a picture that is gone for good, on every card', () => {
  followPictures(client)
  imageCacheOf(client).remove([picture(2).id])
  expect(picturesOf('pair')).toEqual([
    ['live', null],
    ['live', null],
  ])
})

it('leaves jobs alone that show none of it, and what is to be read again so', () => {
  followPictures(client)
  client.getQueryCache().find({ queryKey: allKey })?.invalidate()
  imageCacheOf(client).settle([picture(3, trashed)])
  expect(cards()[0]).toBe(pair)
  expect(client.getQueryState(allKey)?.isInvalidated).toBe(true)
  expect(client.getQueryState(jobsKey)?.isInvalidated).toBe(false)
})

it('hears nothing more once it has ended', () => {
  followPictures(client)()
  imageCacheOf(client).remove([picture(2).id])
  expect(cards()[0]).toBe(pair)
})
