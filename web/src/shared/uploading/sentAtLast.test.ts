import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connected } from '@/shared/connection'
import { picture } from '@/shared/testing'
import { CutError, sendFile } from './sendFile'
import { sentAtLast } from './sentAtLast'

vi.mock('./sendFile', async (original) => ({ ...(await original<object>()), sendFile: vi.fn() }))

const send = vi.mocked(sendFile)
const MINUTE_MS = 60_000

beforeEach(() => {
  vi.useFakeTimers()
  send.mockReset()
  send.mockRejectedValue(new CutError())
})
afterEach(() => {
  vi.useRealTimers()
  connected.set(null)
})

function start() {
  const told = { picture: vi.fn(), failure: vi.fn() }
  const { signal } = new AbortController()
  sentAtLast({ file: new File(['x'], 'x.png'), key: 'k', signal, tell: () => {} }).then(
    told.picture,
    told.failure,
  )
  return told
}

it('goes on for as long as there is no connection, and at once when it is back', async () => {
  connected.set(false)
  const { picture: arrived, failure } = start()
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  expect(failure).not.toHaveBeenCalled()
  send.mockResolvedValue(picture(1))
  connected.set(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(arrived).toHaveBeenCalledOnce()
})

it('tries three times a minute where only uploads get through', async () => {
  connected.set(false)
  const { picture: arrived } = start()
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS)
  send.mockResolvedValue(picture(1))
  await vi.advanceTimersByTimeAsync(MINUTE_MS / 3)
  expect(arrived).toHaveBeenCalledOnce()
})

it('gives up what is cut again and again while the server can be reached', async () => {
  connected.set(true)
  const { failure } = start()
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS)
  expect(failure).toHaveBeenCalledOnce()
  expect(send).toHaveBeenCalledTimes(6)
})
