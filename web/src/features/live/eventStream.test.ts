// @vitest-environment jsdom

import type { Client, Sink, SubscribePayload } from 'graphql-ws'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GalleryEvent } from '@/shared/graphql/subscriptions'
import { picture } from '@/shared/testing'
import { followEvents } from './eventStream'

interface Subscribed {
  /** What goes over the wire when the client sends it, now or after a reconnection. */
  sent: () => { variables: { after: string } }
  sink: Sink
  ended: boolean
}

let subscriptions: Subscribed[] = []
const socket = {
  subscribe(payload: SubscribePayload, sink: Sink) {
    const one: Subscribed = { sent: () => JSON.parse(JSON.stringify(payload)), sink, ended: false }
    subscriptions.push(one)
    return () => {
      one.ended = true
    }
  },
} as unknown as Client

const latest = () => subscriptions.at(-1) as Subscribed
const created = (cursor: string): GalleryEvent => ({ __typename: 'ImageCreated', cursor, image: picture(1) })
const arrive = (event: GalleryEvent) => latest().sink.next({ data: { galleryEvents: event } })

function follow() {
  const apply = vi.fn()
  const refetchAll = vi.fn(async () => {})
  return { apply, refetchAll, stop: followEvents({ socket, after: 'c1', apply, refetchAll }) }
}

beforeEach(() => {
  subscriptions = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

it('goes on after the last event when the same subscription is sent again', () => {
  const { apply } = follow()
  expect(latest().sent().variables.after).toBe('c1')
  arrive(created('c2'))
  expect(apply).toHaveBeenCalledOnce()
  expect(latest().sent().variables.after).toBe('c2')
})

it('subscribes again when the server ends the stream', async () => {
  follow()
  arrive(created('c7'))
  latest().sink.complete()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(subscriptions).toHaveLength(2)
  expect(latest().sent().variables.after).toBe('c7')
})

it.each([
  ['an event', () => arrive({ __typename: 'ResyncRequired', cursor: 'c9' })],
  ['an error', () => latest().sink.error([{ extensions: { code: 'RESYNC_REQUIRED', cursor: 'c9' } }])],
])('reads everything again, then goes on, when %s says that events were lost', async (_, say) => {
  const { refetchAll, apply } = follow()
  say()
  await vi.advanceTimersByTimeAsync(0)
  expect(refetchAll).toHaveBeenCalledOnce()
  expect(apply).not.toHaveBeenCalled()
  expect(subscriptions).toHaveLength(2)
  expect(latest().sent().variables.after).toBe('c9')
})

it('does nothing more once stopped', async () => {
  const { stop } = follow()
  const { sink } = latest()
  stop()
  sink.complete()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(subscriptions).toHaveLength(1)
  expect(latest().ended).toBe(true)
})
