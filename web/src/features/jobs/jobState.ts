import type { Job, JobError, JobSlot } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { words } from './words'

const CARD_NAME = 80

export interface Reason extends JobError {
  /** Numbers of the pictures it holds for, from 1; none where it holds for the whole job. */
  places: number[]
}

export function pictureCount(job: Job): number {
  return job.slots.filter((slot) => slot.status === 'DONE').length
}

/** How many of its pictures are in the gallery, and not in the trash. */
export function liveCount(job: Job): number {
  return job.slots.filter(({ image }) => image && image.deletedAt === null).length
}

/** The places that a retry would ask for. */
export function lacking(job: Job): JobSlot[] {
  return isPending(job) ? [] : job.slots.filter((slot) => slot.status === 'FAILED')
}

/** Each reason once, with the pictures it holds for. */
export function reasonsOf(job: Job): Reason[] {
  const reasons = new Map<string, Reason>()
  for (const { error, index } of job.slots) {
    if (!error) continue
    const key = `${error.code} ${error.message}`
    const places = reasons.get(key)?.places ?? []
    reasons.set(key, { ...error, places: [...places, index + 1] })
  }
  if (reasons.size === 0 && job.error) return [{ ...job.error, places: [] }]
  return [...reasons.values()]
}

/** A request of a cancelled job is on its way: what it brings is kept. */
export function isStillComing(job: Job): boolean {
  return job.status === 'CANCELLED' && job.attempts.some(({ outcome }) => outcome === 'PENDING')
}

/** Whether asking again may pay for the same pictures twice. */
export function mayBePaidTwice(job: Job): boolean {
  const open = job.attempts.some(({ outcome }) => outcome === 'PENDING' || outcome === 'UNKNOWN')
  return lacking(job).some(({ error }) => error?.code === 'OUTCOME_UNKNOWN' || (!error && open))
}

/** Whether asking the same again is unlikely to help. */
export function isRefused(job: Job): boolean {
  const codes = reasonsOf(job).map(({ code }) => code)
  return codes.some((code) => code === 'MODERATION' || code === 'PROVIDER_REJECTED')
}

export type Headline = keyof typeof words.headline

export function headlineOf(job: Job): Headline {
  if (job.status === 'QUEUED' && job.attempts.at(-1)?.outcome === 'RETRYABLE') return 'AGAIN'
  if (job.status !== 'FAILED') return job.status
  if (isRefused(job)) return 'REFUSED'
  return reasonsOf(job).some(({ code }) => code === 'OUTCOME_UNKNOWN') ? 'UNKNOWN' : 'FAILED'
}

/** One line for those who cannot see the card. */
export function summaryOf(job: Job): string {
  const came = words.came(pictureCount(job), job.n)
  return words.summary(words.headline[headlineOf(job)], cardName(job.prompt), came)
}

/** As much of a prompt as makes a name. */
export function cardName(prompt: string): string {
  return prompt.length > CARD_NAME ? `${prompt.slice(0, CARD_NAME)}…` : prompt
}

/** The id by which the log of the server names the job; the global one wraps it. */
export function logName(job: Job): string {
  try {
    const hex = atob(job.id.replaceAll('-', '+').replaceAll('_', '/')).split(':')[1] ?? ''
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  } catch {
    return job.id
  }
}
