import { formatDate, formatDimensions } from '@/shared/formatDetails'
import type { Job } from '@/shared/graphql/fragments'
import { settingsOf } from '@/shared/jobSettings'
import { words } from './words'

/** What was asked for, in one line. */
export function JobFacts({ job }: { job: Job }) {
  const { size, quality } = settingsOf(job)
  const facts = [
    job.model,
    sizeText(size),
    ...(quality === 'AUTO' ? [] : [words.qualities[quality] ?? quality]),
    words.asked(job.n),
  ]
  return (
    <p className="-mt-1.5 text-xs text-zinc-500 leading-relaxed dark:text-zinc-400">
      {facts.join(' · ')}
      {' · '}
      <time dateTime={job.createdAt}>{formatDate(job.createdAt)}</time>
    </p>
  )
}

function sizeText(size: string): string {
  const [width, height] = size.split('x').map(Number)
  return width && height ? formatDimensions(width, height) : words.automatic
}
