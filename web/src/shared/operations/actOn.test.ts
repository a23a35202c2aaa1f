import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Operation } from '@/shared/graphql/operations'
import { type ImageList, imageListKey } from '@/shared/imageCache'
import { marked } from '@/shared/picking/marked'
import { asked } from '@/shared/questions'
import { countOf, nothing, selection } from '@/shared/selection/selection'
import { picture } from '@/shared/testing'
import { toasts } from '@/shared/toasts'
import { forgetUndo, undoLatest } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { actOn } from './actOn'
import { deleteSelected } from './deleteForEver'

const ALL = { starred: false, trashed: false }
const three = [3, 2, 1].map((n) => picture(n))
let client: QueryClient

beforeEach(() => {
  client = new QueryClient()
  toasts.set([])
  forgetUndo()
  client.setQueryData<ImageList>(imageListKey(ALL), {
    pages: [{ nodes: three, pageInfo: { hasNextPage: false, endCursor: null } }],
    pageParams: [null],
  })
  selection.set(marked(nothing(ALL), three, true))
})

function operation(change: Partial<Operation> = {}): Operation {
  return {
    id: 'o1',
    action: 'TRASH',
    status: 'DONE',
    matched: 3,
    changed: 3,
    skipped: [],
    error: null,
    createdAt: '2026-03-01T00:00:00+00:00',
    undoableUntil: '2026-03-08T00:00:00+00:00',
    ...change,
  }
}

const bulk = (done: Operation) => ({ bulkUpdateImages: { operation: done, userErrors: [] } })
const undo = (done: Operation) => ({ undoOperation: { operation: done, userErrors: [] } })

function answers(...data: object[]) {
  const sent = vi.spyOn(globalThis, 'fetch')
  for (const one of data) sent.mockResolvedValueOnce(Response.json({ data: one }))
  return sent
}

const shownIds = () =>
  imageCacheOf(client)
    .loaded(ALL)
    .map(({ id }) => id)
const told = () => toasts.get().map(({ text }) => text)

it('shows a change of all at once, says what was left and why, and keeps that as it was', async () => {
  const skipped = [{ reason: 'BEING_PURGED' as const, count: 1, ids: ['p0002'] }]
  answers(bulk(operation({ changed: 2, skipped })))
  const done = actOn(client, selection.get(), 'TRASH')
  expect(shownIds()).toEqual([])
  expect(countOf(selection.get())).toBe(0)
  await done
  expect(told()).toEqual(['2 pictures moved to trash. Left as they were: 1 being deleted for ever.'])
})

it('puts back the pictures and the selection when the server cannot be reached', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('no network'))
  await actOn(client, selection.get(), 'TRASH')
  expect(shownIds()).toEqual(['p0003', 'p0002', 'p0001'])
  expect(countOf(selection.get())).toBe(3)
  expect(undoLatest()).toBe(false)
})

it('follows a running operation to its end, and tells of one that stopped half-way', async () => {
  const running = operation({ status: 'RUNNING', matched: 1001, changed: 0 })
  const listed = operation({ status: 'RUNNING', matched: 5000, changed: 2500 })
  const failed = operation({ status: 'FAILED', matched: 5000, changed: 3000, error: 'The disk is full.' })
  const node = (one: Operation) => ({ node: { __typename: 'Operation', ...one } })
  answers(bulk(running), node(listed), node(failed))
  const done = actOn(client, selection.get(), 'TRASH')
  await vi.waitFor(() => expect(toasts.get()[0]).toMatchObject({ progress: 0.5 }))
  expect(told()).toEqual(['Moving pictures to trash… 2,500 of 5,000'])
  await done
  expect(told()).toEqual(['Stopped half-way: 3,000 pictures moved to trash. The disk is full.'])
})

it('takes back what it has just done, but for what was changed since', async () => {
  const skipped = [{ reason: 'CHANGED_SINCE' as const, count: 1, ids: ['p0001'] }]
  answers(bulk(operation()), undo(operation({ status: 'UNDONE', skipped })))
  await actOn(client, selection.get(), 'TRASH')
  expect(undoLatest()).toBe(true)
  await vi.waitFor(() => expect(told()[0]).toMatch('Undone for 2 pictures. 1 picture was changed since'))
  expect(shownIds()).toEqual(['p0003', 'p0002'])
})

it('deletes for ever only once the number that the server counts is confirmed', async () => {
  const summary = { asOf: 'e1', count: 2, byteSize: 5_000_000, starredCount: 0, usedAsSourceCount: 1 }
  const deleted = operation({ action: 'DELETE', changed: 2, undoableUntil: null })
  const sent = answers({ selectionSummary: summary }, { selectionSummary: summary }, bulk(deleted))
  const refused = deleteSelected(client, selection.get())
  await vi.waitFor(() => expect(asked.get()?.title).toBe('Delete 2 pictures for ever?'))
  expect(asked.get()?.body.join(' ')).toMatch('5.0 MB')
  asked.get()?.answer(false)
  await refused
  expect(sent).toHaveBeenCalledTimes(1)

  const confirmed = deleteSelected(client, selection.get())
  await vi.waitFor(() => expect(asked.get()).not.toBeNull())
  asked.get()?.answer(true)
  await confirmed
  expect(told()).toEqual(['2 pictures deleted for ever'])
  expect(undoLatest()).toBe(false)
})
