import type { ReactNode } from 'react'
import { formatNumber } from '@/shared/format'
import { formatDate } from '@/shared/formatDetails'
import type { Job } from '@/shared/graphql/fragments'
import { logName } from './jobState'
import { words } from './words'

const said = words.details

/** Every request to the provider, and what it cost: for those who keep accounts or ask the log. */
export function JobDetails({ job }: { job: Job }) {
  return (
    <section
      aria-label={said.label}
      className="-mx-4 -mb-4 grid gap-3 border-zinc-200 border-t bg-zinc-50 p-4 text-xs leading-relaxed dark:border-zinc-800 dark:bg-zinc-950/40"
    >
      {job.attempts.length === 0 && <p className="text-zinc-600 dark:text-zinc-400">{said.none}</p>}
      <ol className="grid gap-2 empty:hidden">
        {job.attempts.map((attempt) => (
          <li key={attempt.number}>
            <span className="font-medium">{said.attempt(attempt.number)}</span>
            <span className="text-zinc-600 dark:text-zinc-400">
              {' · '}
              {said.outcome[attempt.outcome]}
              {attempt.costTokens !== null && ` · ${said.tokens(attempt.costTokens)}`}
              {' · '}
              <time dateTime={attempt.sentAt}>{formatDate(attempt.sentAt)}</time>
            </span>
            {attempt.providerRequestId && (
              <span className="block text-zinc-600 dark:text-zinc-400">
                {said.request} <code className="break-all">{attempt.providerRequestId}</code>
              </span>
            )}
          </li>
        ))}
      </ol>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {job.costTokens !== null && <Fact name={said.total}>{formatNumber(job.costTokens)}</Fact>}
        <Fact name={said.asked}>
          <time dateTime={job.createdAt}>{formatDate(job.createdAt)}</time>
        </Fact>
        {job.finishedAt && (
          <Fact name={said.ended}>
            <time dateTime={job.finishedAt}>{formatDate(job.finishedAt)}</time>
          </Fact>
        )}
        <Fact name={said.job}>
          <code className="break-all">{logName(job)}</code>
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-zinc-600 dark:text-zinc-400">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
