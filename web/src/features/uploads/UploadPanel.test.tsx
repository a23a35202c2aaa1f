// @vitest-environment jsdom

import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { cancelAllUploads, retryAllUploads } from '@/shared/uploading/uploading'
import { type Upload, uploads } from '@/shared/uploads'
import { UploadPanel } from './UploadPanel'

vi.mock('@/shared/uploading/uploading', { spy: true })

afterEach(() => {
  cleanup()
  uploads.set([])
})

const TRY = 'Try all again'
const CANCEL = 'Cancel all'
const upload = (id: number, state: Upload['state'], canRetry = false): Upload => {
  return { id, name: `${id}.png`, size: 10, state, sent: 0, reason: null, canRetry }
}

it.each([
  ['what failed and what is under way', [upload(1, 'FAILED', true), upload(2, 'CUT')], [TRY, CANCEL]],
  ['what can never come', [upload(1, 'FAILED'), upload(2, 'DONE')], []],
  ['what was cancelled', [upload(1, 'CANCELLED', true)], []],
])('offers for %s what can be done with all of it', (_, all, offered) => {
  uploads.set(all)
  render(<UploadPanel />)
  expect([TRY, CANCEL].filter((name) => screen.queryByRole('button', { name }))).toEqual(offered)
})

it('does it', async () => {
  uploads.set([upload(1, 'FAILED', true), upload(2, 'SENDING')])
  render(<UploadPanel />)
  await userEvent.click(screen.getByRole('button', { name: TRY }))
  expect(retryAllUploads).toHaveBeenCalledOnce()
  await userEvent.click(screen.getByRole('button', { name: CANCEL }))
  expect(cancelAllUploads).toHaveBeenCalledOnce()
})
