import { useEffect, useRef, useState } from 'react'
import type { Job } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { texts } from '@/shared/texts'

/** Tells screen readers when a job that was under way has brought its pictures. */
export function FinishedAnnouncer({ jobs }: { jobs: Job[] }) {
  const pending = useRef(new Set<string>())
  const [message, setMessage] = useState('')
  useEffect(() => {
    const finished = jobs.filter((job) => !isPending(job) && pending.current.has(job.id))
    pending.current = new Set(jobs.filter(isPending).map((job) => job.id))
    const pictures = finished.flatMap((job) => job.slots).filter((slot) => slot.image).length
    if (pictures > 0) setMessage(texts.jobs.done(pictures))
  }, [jobs])
  return (
    <p aria-live="polite" className="sr-only">
      {message}
    </p>
  )
}
