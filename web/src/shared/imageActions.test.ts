// @vitest-environment jsdom

import { QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { imageActions } from './imageActions'
import { type ImageList, imageListKey } from './imageCache'
import { picture } from './testing'
import { toasts } from './toasts'
import { forgetUndo, undoLatest } from './undo'
import { imageCacheOf } from './useImageCache'

const ALL = { starred: false, trashed: false }
let client: QueryClient

beforeEach(() => {
  client = new QueryClient()
  toasts.set([])
  forgetUndo()
  const nodes = [picture(3), picture(2), picture(1)]
  client.setQueryData<ImageList>(imageListKey(ALL), {
    pages: [{ nodes, pageInfo: { hasNextPage: false, endCursor: null } }],
    pageParams: [null],
  })
})

const actions = () => imageActions(client)

function answers(...data: object[]) {
  const sent = vi.spyOn(globalThis, 'fetch')
  for (const one of data) sent.mockResolvedValueOnce(Response.json({ data: one }))
  return sent
}

const shown = () =>
  client.getQueryData<ImageList>(imageListKey(ALL))?.pages.flatMap((page) => page.nodes) ?? []
const shownIds = () => shown().map((one) => one.id)
const payload = (image: object | null, message?: string) => ({
  image,
  operation: image && { id: 'o1' },
  userErrors: message ? [{ message }] : [],
})

const undone = (skipped: object[] = []) => ({
  operation: {
    id: 'o1',
    action: 'TRASH',
    status: 'UNDONE',
    matched: 1,
    changed: 1,
    skipped,
    error: null,
    createdAt: '2026-03-01T00:00:00+00:00',
    undoableUntil: null,
  },
  userErrors: [],
})

it('stars at once and sends the header that a cookie needs', async () => {
  const sent = answers({ starImage: payload(picture(2, { starred: true })) })
  const done = actions().star(picture(2))
  expect(shown()[1]?.starred).toBe(true)
  await done
  expect(sent).toHaveBeenCalledWith('/graphql', expect.objectContaining({ credentials: 'same-origin' }))
  expect(sent.mock.calls[0]?.[1]?.headers).toMatchObject({ 'GraphQL-Require-Preflight': '1' })
})

it('takes a refused star back, says why, and keeps what came meanwhile', async () => {
  answers({ starImage: payload(null, 'No such picture.') })
  const done = actions().star(picture(2))
  imageCacheOf(client).settle([picture(4)])
  await done
  expect(shownIds()).toEqual(['p0004', 'p0003', 'p0002', 'p0001'])
  expect(shown()[2]?.starred).toBe(false)
  expect(toasts.get()[0]).toMatchObject({ tone: 'error', text: 'No such picture.' })
})

it('trashes with an undo that puts the picture back at its place', async () => {
  const deletedAt = '2026-03-01T00:00:00+00:00'
  const sent = answers({ trashImage: payload(picture(2, { deletedAt })) }, { undoOperation: undone() })
  await actions().trash(picture(2))
  expect(shownIds()).toEqual(['p0003', 'p0001'])
  expect(undoLatest()).toBe(true)
  await waitFor(() => expect(shownIds()).toEqual(['p0003', 'p0002', 'p0001']))
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(2))
  expect(JSON.parse(String(sent.mock.calls[1]?.[1]?.body)).variables).toEqual({ id: 'o1' })
  await waitFor(() => expect(toasts.get().map((toast) => toast.text)).toEqual(['Undone for 1 picture.']))
  expect(undoLatest()).toBe(false)
})

it('tells of a picture that somebody has changed since, and leaves it as it is', async () => {
  const skipped = [{ reason: 'CHANGED_SINCE', count: 1, ids: ['p0002'] }]
  answers({ starImage: payload(picture(2, { starred: true })) }, { undoOperation: undone(skipped) })
  await actions().star(picture(2))
  undoLatest()
  await waitFor(() => expect(toasts.get()[0]?.text).toMatch('1 picture was changed since'))
  expect(shown()[1]?.starred).toBe(true)
})

it('forgets the offer to undo what the server refused', async () => {
  answers({ trashImage: payload(null, 'No such picture.') })
  await actions().trash(picture(2))
  expect(shownIds()).toEqual(['p0003', 'p0002', 'p0001'])
  expect(undoLatest()).toBe(false)
})
