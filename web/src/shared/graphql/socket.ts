import { type Client, createClient } from 'graphql-ws'
import { base } from '@/shared/base'
import { connected } from '@/shared/connection'

const PING_EVERY = 12_000
const PONG_WITHIN = 5_000
const LONGEST_WAIT = 20_000

/** The one WebSocket. The browser sends the HttpOnly cookie by itself, so there is no token here. */
export function openSocket(): Client {
  let overdue: ReturnType<typeof setTimeout> | undefined
  const client = createClient({
    url: () => `${window.location.origin.replace(/^http/, 'ws')}${base}graphql`,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: waitBeforeRetry,
    keepAlive: PING_EVERY,
    on: {
      connected: () => connected.set(true),
      closed: () => {
        clearTimeout(overdue)
        connected.set(false)
      },
      // A sleeping laptop leaves sockets that look open and are dead.
      ping: (received) => {
        if (!received) overdue = setTimeout(() => client.terminate(), PONG_WITHIN)
      },
      pong: (received) => {
        if (received) clearTimeout(overdue)
      },
    },
  })
  return client
}

/** Backs off, but tries at once when the network comes back or the page is looked at again. */
export function waitBeforeRetry(retries: number): Promise<void> {
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(retries, 10)) * (0.75 + Math.random() / 2)
  return new Promise((resolve) => {
    const signals = new AbortController()
    const finish = () => {
      signals.abort()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(finish, wait)
    window.addEventListener('online', finish, { signal: signals.signal })
    document.addEventListener('visibilitychange', () => !document.hidden && finish(), {
      signal: signals.signal,
    })
  })
}
