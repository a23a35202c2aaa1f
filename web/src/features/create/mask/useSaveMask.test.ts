// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, request } from '@/shared/graphql/request'
import { picture } from '@/shared/testing'
import { sendFile } from '@/shared/uploading/sendFile'
import { UNTOUCHED } from './deeds'
import { removeMask, useMaskId } from './keptMask'
import { useSaveMask } from './useSaveMask'

vi.mock('@/shared/graphql/request', { spy: true })
vi.mock('@/shared/uploading/sendFile', { spy: true })
// jsdom paints nothing.
vi.mock('./deeds', async (original) => ({
  ...(await original<object>()),
  maskFile: async () => new File([], 'mask.png'),
}))

const source = picture(1)
const mask = picture(2)
const send = vi.mocked(sendFile)
const wrapper = ({ children }: { children: ReactNode }) =>
  createElement(QueryClientProvider, { client: new QueryClient() }, children)
const canvas = {} as HTMLCanvasElement
const maskInUse = () => renderHook(() => useMaskId(source)).result.current

beforeEach(() => {
  removeMask()
  vi.mocked(request).mockReset()
  vi.mocked(request).mockResolvedValue({ trashImage: { image: { ...mask, deletedAt: mask.createdAt } } })
})
afterEach(cleanup)

/** Begins to save, and says how the upload goes on. */
async function saving() {
  let answer = (_: typeof mask) => {}
  send.mockReset()
  send.mockImplementation(({ signal }) => {
    return new Promise((resolve, reject) => {
      answer = resolve
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  })
  const { result, unmount } = renderHook(() => useSaveMask(source), { wrapper })
  let saved = Promise.resolve(false)
  await act(async () => {
    saved = result.current.save(canvas, UNTOUCHED)
  })
  const [sent] = send.mock.calls[0] ?? []
  return { sent, answer, close: unmount, saved: () => act(() => saved) }
}

it('uses the mask once it is saved', async () => {
  const { answer, saved } = await saving()
  answer(mask)
  expect(await saved()).toBe(true)
  expect(maskInUse()).toBe(mask.id)
})

it('stops what is on its way when the editor closes, and keeps nothing', async () => {
  const { sent, close, saved } = await saving()
  sent?.onSent?.(0.5)
  close()
  expect(sent?.signal?.aborted).toBe(true)
  expect(await saved()).toBe(false)
  expect(maskInUse()).toBeNull()
})

it('trashes what had been sent whole when the editor closed, and does not use it', async () => {
  const { sent, answer, close, saved } = await saving()
  sent?.onSent?.(1)
  close()
  expect(sent?.signal?.aborted).toBe(false)
  answer(mask)
  expect(await saved()).toBe(false)
  expect(request).toHaveBeenCalledWith(expect.anything(), { id: mask.id })
  expect(maskInUse()).toBeNull()
})

it.each([
  ['CUT', 1],
  ['GONE', 2],
])('sends what was refused as %s again by %i key(s)', async (code, keys) => {
  send.mockReset()
  send.mockRejectedValue(new ApiError('No.', code))
  const { result } = renderHook(() => useSaveMask(source), { wrapper })
  for (let i = 0; i < 2; i += 1) await act(() => result.current.save(canvas, UNTOUCHED))
  expect(new Set(send.mock.calls.map(([{ key }]) => key)).size).toBe(keys)
})
