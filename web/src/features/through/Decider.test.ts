// @vitest-environment jsdom

import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Picture } from '@/shared/graphql/fragments'
import { BulkUpdateImages, UndoOperation } from '@/shared/graphql/operations'
import { ApiError, request } from '@/shared/graphql/request'
import { picture } from '@/shared/testing'
import { toasts } from '@/shared/toasts'
import { imageCacheOf } from '@/shared/useImageCache'
import { Decider } from './Decider'
import { begun, verdictsOf } from './decisions'
import { type Kept, keptOf } from './kept'

vi.mock('@/shared/graphql/request', { spy: true })

const pictures = [picture(1), picture(2), picture(3)]
const ids = pictures.map(({ id }) => id)
let sent: string[] = []
let answers: (() => void)[] = []

beforeEach(() => {
  sessionStorage.clear()
  toasts.set([])
  sent = []
  answers = []
  vi.mocked(request).mockImplementation(async (document: unknown, variables: unknown) => {
    const { action, selection, id } = variables as {
      action: string
      selection: { ids: string[] }
      id: string
    }
    const isUndo = document === UndoOperation
    const name = isUndo ? `undo ${id}` : `${action} ${selection.ids.join(' ')}`
    sent.push(name)
    await new Promise<void>((resolve) => answers.push(resolve))
    if (name.startsWith('STAR p0003')) throw new ApiError('No stars today.', 'USER_ERROR')
    const operation = { id: name, action, status: 'DONE', matched: 1, changed: 1, skipped: [], error: null }
    const payload = { operation, userErrors: [] }
    return document === BulkUpdateImages ? { bulkUpdateImages: payload } : { undoOperation: payload }
  })
})

function begin(): Decider {
  const client = new QueryClient()
  const decider = new Decider(client, 'batch', { round: begun(ids), done: [] }, pictures)
  imageCacheOf(client).watch(decider.hear)
  return decider
}

/** Lets the server answer everything, also what is asked for only then. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 20; quiet += 1) {
    if (answers.length > 0) quiet = 0
    for (const answer of answers.splice(0)) answer()
    await Promise.resolve()
  }
}

const shown = (decider: Decider) =>
  ids.map((id) => {
    const { starred, deletedAt } = decider.pictures.get().get(id) as Picture
    return `${starred ? 's' : ''}${deletedAt ? 'x' : ''}`
  })

it('shows a decision at once and sends it at once', async () => {
  const decider = begin()
  decider.star()
  decider.trash()
  expect(shown(decider)).toEqual(['s', 'x', ''])
  await Promise.resolve()
  await vi.waitFor(() => expect(sent).toEqual([`STAR ${ids[0]}`, `TRASH ${ids[1]}`]))
  await settle()
  expect(shown(decider)).toEqual(['s', 'x', ''])
})

it('undoes no sooner than what it takes back is done', async () => {
  const decider = begin()
  decider.trash()
  decider.undo()
  await vi.waitFor(() => expect(sent).toEqual([`TRASH ${ids[0]}`]))
  await settle()
  await vi.waitFor(() => expect(sent).toEqual([`TRASH ${ids[0]}`, `undo TRASH ${ids[0]}`]))
  await settle()
  expect(shown(decider)).toEqual(['', '', ''])
})

it('decides anew at once what was taken back before the server had answered', async () => {
  const decider = begin()
  decider.trash()
  decider.undo()
  expect(shown(decider)).toEqual(['', '', ''])
  decider.trash()
  expect(shown(decider)).toEqual(['x', '', ''])
  await vi.waitFor(async () => {
    await settle()
    expect(sent).toEqual([`TRASH ${ids[0]}`, `undo TRASH ${ids[0]}`, `TRASH ${ids[0]}`])
  })
  await settle()
  expect(shown(decider)).toEqual(['x', '', ''])
})

it('takes back all of it as one, the rest of a job included', async () => {
  const decider = begin()
  decider.star()
  decider.keepAlone()
  await settle()
  expect(shown(decider)).toEqual(['sx', '', 'x'])
  const all = decider.undoAll()
  await settle()
  await vi.waitFor(() => expect(sent.filter((name) => name.startsWith('undo'))).toHaveLength(2))
  await settle()
  await all
  expect(shown(decider)).toEqual(['', '', ''])
  expect(decider.round.get()).toMatchObject({ at: 0, steps: [] })
})

it('takes a refused decision back, and no other', async () => {
  const decider = begin()
  decider.trash()
  decider.goTo(2)
  decider.star()
  await settle()
  await vi.waitFor(() => expect(toasts.get().at(-1)?.text).toBe('No stars today.'))
  expect(shown(decider)).toEqual(['x', '', ''])
  expect([...verdictsOf(decider.round.get())]).toEqual([[ids[0], 'trash']])
})

it('keeps nothing of a round that was left, not even what is answered later', async () => {
  const decider = begin()
  decider.trash()
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  decider.leave()
  await settle()
  expect(keptOf('batch')).toBeNull()
})

it('takes back by what is known by then, also once it is left', async () => {
  const client = new QueryClient()
  const cache = imageCacheOf(client)
  const decider = new Decider(client, 'batch', { round: begun(ids), done: [] }, pictures)
  decider.trash()
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  await settle()
  cache.settle([picture(1, { starred: true })])
  const back = decider.undoAll()
  await vi.waitFor(() => expect(sent).toHaveLength(2))
  expect(cache.find(ids[0] ?? '')).toMatchObject({ starred: true, deletedAt: null })
  await settle()
  await back
  expect(cache.find(ids[0] ?? '')).toMatchObject({ starred: true, deletedAt: null })
})

it('can still take back after a reload', async () => {
  const before = begin()
  before.trash()
  await settle()
  await vi.waitFor(() => expect(keptOf('batch')?.done).toHaveLength(1))
  const kept = keptOf('batch')
  if (!kept) throw new Error('nothing is kept')
  const client = new QueryClient()
  const after = new Decider(client, 'batch', kept, [...before.pictures.get().values()])
  imageCacheOf(client).watch(after.hear)
  expect(after.round.get().at).toBe(1)
  after.undo()
  expect(shown(after)).toEqual(['', '', ''])
  await vi.waitFor(() => expect(sent).toContain(`undo TRASH ${ids[0]}`))
  expect(keptOf('another')).toBeNull()
  await settle()
})

it('decides anew at once what was taken back after a reload', async () => {
  const before = begin()
  before.trash()
  await settle()
  await vi.waitFor(() => expect(keptOf('batch')?.done).toHaveLength(1))
  const client = new QueryClient()
  const after = new Decider(client, 'batch', keptOf('batch') as Kept, [...before.pictures.get().values()])
  imageCacheOf(client).watch(after.hear)
  after.undo()
  after.trash()
  await settle()
  await vi.waitFor(() => expect(sent).toEqual([`TRASH ${ids[0]}`, `undo TRASH ${ids[0]}`, `TRASH ${ids[0]}`]))
  await settle()
  expect(shown(after)).toEqual(['x', '', ''])
})
