import { useEffect, useRef, useState } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { summaryOf } from './jobState'

/** Tells screen readers how a job that was under way has ended, and nothing in between. */
export function JobAnnouncer({ jobs }: { jobs: Job[] }) {
  const pending = useRef(new Set<string>())
  const [message, setMessage] = useState('')
  useEffect(() => {
    const ended = jobs.filter((job) => !isPending(job) && pending.current.has(job.id))
    pending.current = new Set(jobs.filter(isPending).map((job) => job.id))
    if (ended.length > 0) setMessage(ended.map(summaryOf).join(' '))
  }, [jobs])
  return (
    <p aria-live="polite" className="sr-only">
      {message}
    </p>
  )
}
