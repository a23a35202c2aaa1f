import type { Client } from 'graphql-ws'
import type { Job } from '@/shared/graphql/fragments'
import { waitBeforeRetry } from '@/shared/graphql/socket'
import { JobProgress } from '@/shared/graphql/subscriptions'
import { textOf } from '@/shared/graphql/tada'

/** Progress and partial pictures of all jobs. Nothing here is replayed: what matters comes as an event too. */
export function followProgress(socket: Client, apply: (job: Job) => void): () => void {
  let stopped = false
  let failures = 0
  let unsubscribe = () => {}
  const again = async () => {
    await waitBeforeRetry(failures)
    failures += 1
    if (!stopped) subscribe()
  }
  const subscribe = () => {
    unsubscribe = socket.subscribe<{ jobProgress: Job }>(
      { query: textOf(JobProgress) },
      {
        next: ({ data }) => {
          failures = 0
          if (data) apply(data.jobProgress)
        },
        error: () => void again(),
        complete: () => {
          if (!stopped) void again()
        },
      },
    )
  }
  subscribe()
  return () => {
    stopped = true
    unsubscribe()
  }
}
