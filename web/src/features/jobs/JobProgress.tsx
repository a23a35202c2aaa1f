import type { Job } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { words } from './words'

const LEAST = 0.02

export function JobProgress({ job }: { job: Job }) {
  const running = job.status === 'RUNNING'
  if (!isPending(job)) return null
  return (
    <div
      role="progressbar"
      aria-label={words.progress}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={running ? Math.round(job.progress * 100) : undefined}
      className="h-0.5 bg-zinc-200 dark:bg-zinc-800"
    >
      <div
        className="h-full origin-left rtl:origin-right bg-violet-500 transition-transform duration-500"
        style={{ transform: `scaleX(${running ? Math.max(LEAST, job.progress) : 0})` }}
      />
    </div>
  )
}
