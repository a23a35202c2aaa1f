import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it, vi } from 'vitest'
import { connected } from '@/shared/connection'
import { ApiError } from '@/shared/graphql/request'
import { picture } from '@/shared/testing'
import { uploads } from '@/shared/uploads'
import { imageCacheOf } from '@/shared/useImageCache'
import { CutError, sendFile } from './sendFile'
import {
  cancelAllUploads,
  cancelUpload,
  clearUploads,
  retryAllUploads,
  retryUpload,
  uploadAll,
} from './uploading'

vi.mock('./sendFile', async (original) => ({ ...(await original<object>()), sendFile: vi.fn() }))

const send = vi.mocked(sendFile)
const client = new QueryClient()
const LIMIT = 1_000

beforeEach(() => {
  cancelAllUploads()
  clearUploads()
  send.mockReset()
  send.mockImplementation(async ({ file }) => picture(Number.parseInt(file.name, 10)))
})

const file = (number: number, bytes = 10, type = 'image/png') =>
  new File([new Uint8Array(bytes)], `${number}.png`, { type, lastModified: number })
const states = () => uploads.get().map(({ state }) => state)
const keys = () => send.mock.calls.map(([{ key }]) => key)

it('sends three at once and answers in the order of the files', async () => {
  const waiting: (() => void)[] = []
  send.mockImplementation(async ({ file: { name } }) => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return picture(Number.parseInt(name, 10))
  })
  const all = uploadAll(
    client,
    [1, 2, 3, 4].map((n) => file(n)),
    LIMIT,
  )
  await vi.waitFor(() => expect(states()).toEqual(['SENDING', 'SENDING', 'SENDING', 'WAITING']))
  waiting[2]?.()
  await vi.waitFor(() => expect(states()).toEqual(['SENDING', 'SENDING', 'DONE', 'SENDING']))
  for (const go of waiting) go()
  expect((await all).map(({ id }) => id)).toEqual(['p0001', 'p0002', 'p0003', 'p0004'])
})

it('refuses what is too large or no picture before anything is sent', async () => {
  const all = await uploadAll(client, [file(1, LIMIT + 1), file(2, 10, 'text/plain'), file(3)], LIMIT)
  expect(all).toHaveLength(1)
  expect(send).toHaveBeenCalledTimes(1)
  expect(uploads.get()[0]?.reason).toMatch(/at most/)
  expect(uploads.get()[1]?.reason).toMatch(/Only PNG/)
})

it('sends what was cut again by the same key, once the server is there again', async () => {
  connected.set(false)
  send.mockRejectedValueOnce(new CutError())
  const all = uploadAll(client, [file(1)], LIMIT)
  await vi.waitFor(() => expect(states()).toEqual(['CUT']))
  connected.set(true)
  expect(await all).toHaveLength(1)
  expect(new Set(keys()).size).toBe(1)
  expect(keys()).toHaveLength(2)
})

it('tries what failed again, and tells who asked for it', async () => {
  send.mockRejectedValueOnce(new ApiError('It is damaged.', 'USER_ERROR'))
  const onLate = vi.fn()
  expect(await uploadAll(client, [file(1)], LIMIT, onLate)).toEqual([])
  expect(uploads.get()[0]).toMatchObject({ state: 'FAILED', reason: 'It is damaged.', canRetry: true })
  retryUpload(uploads.get()[0]?.id ?? 0)
  await vi.waitFor(() => expect(states()).toEqual(['DONE']))
  expect(onLate).toHaveBeenCalledOnce()
})

it.each([
  ['GONE', 2],
  ['CONFLICT', 2],
  ['INTERNAL', 1],
  ['HTTP_413', 1],
])('after %s it has used %i keys, for only those two want another', async (code, used) => {
  send.mockRejectedValueOnce(new ApiError('No.', code))
  await uploadAll(client, [file(1)], LIMIT)
  retryUpload(uploads.get()[0]?.id ?? 0)
  await vi.waitFor(() => expect(states()).toEqual(['DONE']))
  expect(new Set(keys()).size).toBe(used)
})

it('tries what failed again by its key when it is chosen again', async () => {
  send.mockRejectedValueOnce(new ApiError('', 'INTERNAL'))
  expect(await uploadAll(client, [file(1)], LIMIT)).toEqual([])
  expect(await uploadAll(client, [file(1)], LIMIT)).toHaveLength(1)
  expect(states()).toEqual(['DONE'])
  expect(new Set(keys()).size).toBe(1)
})

it('stops what is cancelled, and nothing else', async () => {
  send.mockImplementation(
    ({ file: { name }, signal }) =>
      new Promise((resolve, reject) => {
        if (name !== '1.png') resolve(picture(2))
        signal?.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  const all = uploadAll(client, [file(1), file(2)], LIMIT)
  await vi.waitFor(() => expect(states()).toEqual(['SENDING', 'DONE']))
  cancelUpload(uploads.get()[0]?.id ?? 0)
  expect(await all).toHaveLength(1)
  expect(states()).toEqual(['CANCELLED', 'DONE'])
})

it('sends the same file only once while it is listed', async () => {
  const all = await Promise.all([
    uploadAll(client, [file(1), file(1)], LIMIT),
    uploadAll(client, [file(1)], LIMIT),
  ])
  expect(all.map((pictures) => pictures.length)).toEqual([1, 1])
  expect(send).toHaveBeenCalledOnce()
  clearUploads()
  await uploadAll(client, [file(1)], LIMIT)
  expect(send).toHaveBeenCalledTimes(2)
})

it('gives what is chosen again while it is tried again to whoever chose it', async () => {
  send.mockRejectedValueOnce(new ApiError('It is damaged.', 'USER_ERROR'))
  const [first, second] = [vi.fn(), vi.fn()]
  await uploadAll(client, [file(1)], LIMIT, first)
  let arrive = () => {}
  send.mockImplementationOnce(() => new Promise((resolve) => (arrive = () => resolve(picture(1)))))
  retryUpload(uploads.get()[0]?.id ?? 0)
  const again = uploadAll(client, [file(1)], LIMIT, second)
  arrive()
  expect((await again).map(({ id }) => id)).toEqual(['p0001'])
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
  expect(await uploadAll(client, [file(1)], LIMIT)).toHaveLength(1)
  expect(send).toHaveBeenCalledTimes(2)
})

it('tells everybody who waited in vain of the picture that comes at last', async () => {
  send.mockRejectedValueOnce(new ApiError('It is damaged.', 'USER_ERROR'))
  const told = [vi.fn(), vi.fn()]
  await Promise.all(told.map((onLate) => uploadAll(client, [file(1)], LIMIT, onLate)))
  retryUpload(uploads.get()[0]?.id ?? 0)
  await vi.waitFor(() => expect(states()).toEqual(['DONE']))
  expect(told.map(({ mock }) => mock.calls.length)).toEqual([1, 1])
})

it.each([
  ['thrown away', () => imageCacheOf(client).settle([picture(1, { deletedAt: '2026-01-02T00:00:00Z' })])],
  ['deleted for ever', () => imageCacheOf(client).remove(['p0001'])],
])('sends a file again whose picture has been %s', async (_, lose) => {
  await uploadAll(client, [file(1)], LIMIT)
  lose()
  await uploadAll(client, [file(1)], LIMIT)
  expect(states()).toEqual(['DONE', 'DONE'])
  expect(new Set(keys()).size).toBe(2)
})

it('tries all again that failed, and nothing that was cancelled', async () => {
  send.mockImplementation(({ file: { name }, signal }) =>
    name === '3.png'
      ? new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      : Promise.reject(new ApiError('', 'INTERNAL')),
  )
  const all = uploadAll(client, [file(1), file(2), file(3)], LIMIT)
  await vi.waitFor(() => expect(states()).toEqual(['FAILED', 'FAILED', 'SENDING']))
  cancelAllUploads()
  await all
  send.mockImplementation(async ({ file: { name } }) => picture(Number.parseInt(name, 10)))
  retryAllUploads()
  await vi.waitFor(() => expect(states()).toEqual(['DONE', 'DONE', 'CANCELLED']))
})
