import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { CancelJob, RetryJob } from '@/shared/graphql/jobs'
import { refusalOf, request, type UserError } from '@/shared/graphql/request'
import { putAnswer } from '@/shared/jobAnswers'
import { reasonOf } from '@/shared/reasonOf'
import { showToast } from '@/shared/toasts'
import { usageKey } from '@/shared/viewer'
import { words } from './words'

interface Payload {
  job: Job | null
  userErrors: UserError[]
}

export function useJobActions({ id }: Job) {
  const client = useQueryClient()
  const sending = useRef(false)

  const run = async (send: () => Promise<Payload>, done?: string) => {
    // A button that is disabled while it works would lose the focus.
    if (sending.current) return
    sending.current = true
    const askedAt = performance.now()
    try {
      const { job, userErrors } = await send()
      if (userErrors.length > 0) throw refusalOf(userErrors)
      if (job) putAnswer(client, job, askedAt)
      void client.invalidateQueries({ queryKey: usageKey })
      if (done) showToast({ text: done })
    } catch (error) {
      showToast({ tone: 'error', text: reasonOf(error) })
    } finally {
      sending.current = false
    }
  }

  return {
    cancel: () => run(async () => (await request(CancelJob, { id })).cancelJob, words.actions.cancelled),
    retry: () => run(async () => (await request(RetryJob, { id })).retryJob),
  }
}
