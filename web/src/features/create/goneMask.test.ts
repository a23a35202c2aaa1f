// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Draft } from '@/shared/draft'
import type { Picture } from '@/shared/graphql/fragments'
import { ApiError, request } from '@/shared/graphql/request'
import { picture } from '@/shared/testing'
import { toasts } from '@/shared/toasts'
import { imageCacheOf } from '@/shared/useImageCache'
import { keepMask, useDropGoneMask, useMaskId } from './mask/keptMask'
import { useGenerate } from './useGenerate'

vi.mock('@/shared/graphql/request', { spy: true })

const source = picture(1)
const mask = picture(2, { deletedAt: '2026-01-02T00:00:00+00:00' })
const answers = (found: Picture | null) =>
  vi.mocked(request).mockResolvedValue({ nodes: [found && { __typename: 'Image', ...found }] })

let client: QueryClient
beforeEach(() => {
  client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  })
  toasts.set([])
  keepMask({ sourceId: source.id, maskId: mask.id })
})
afterEach(cleanup)

function page() {
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client }, children)
  const { result, unmount } = renderHook(
    () => {
      const id = useMaskId(source)
      useDropGoneMask(id)
      return { id, ...useGenerate() }
    },
    { wrapper },
  )
  return { now: () => result.current, leave: unmount }
}

const found = () => waitFor(() => expect(client.isFetching()).toBe(0))
const told = () => toasts.get().map(({ text }) => text)

it('is used while it lies in the trash', async () => {
  answers(mask)
  const { now } = page()
  await found()
  expect(now().id).toBe(mask.id)
  expect(told()).toEqual([])
})

it('is dropped as soon as it is deleted, and the person is told once', async () => {
  answers(mask)
  const { now } = page()
  await found()
  act(() => imageCacheOf(client).remove([mask.id]))
  await waitFor(() => expect(now().id).toBeNull())
  expect(told()).toEqual(['The mask was deleted with the trash. Mark again what may change.'])
})

it('is dropped when it was deleted while another page was shown', async () => {
  answers(mask)
  const before = page()
  await found()
  before.leave()
  answers(null)
  const { now } = page()
  await waitFor(() => expect(now().id).toBeNull())
  expect(told()).toHaveLength(1)
})

it('is kept where the server cannot be asked', async () => {
  vi.mocked(request).mockRejectedValue(new ApiError('Away.', 'UNAVAILABLE'))
  const { now } = page()
  await found()
  expect(now().id).toBe(mask.id)
})

it('is dropped when a request is refused because it is gone', async () => {
  answers(mask)
  const { now } = page()
  await found()
  answers(null)
  vi.mocked(request).mockRejectedValueOnce(new ApiError('There is no such image.', 'NOT_FOUND'))
  await act(() => now().generate({ prompt: 'A heron' } as Draft, [source], mask.id))
  await waitFor(() => expect(now().id).toBeNull())
})
