import { formatNumber } from '@/shared/format'
import { count } from '@/shared/texts/plurals'

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const SUFFIX: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
const nth = (n: number) => `${formatNumber(n)}${SUFFIX[ordinals.select(n)]}`

/** What the job cards say. */
export const jobs = {
  recent: {
    heading: 'Recent work',
    all: 'All jobs',
    empty: 'What you ask for appears here while it is drawn, and stays in the gallery.',
    failed: 'Could not load what was asked for lately.',
  },
  summary: (headline: string, prompt: string, came: string) => `${headline}: ${prompt}. ${came}.`,
  headline: {
    QUEUED: 'Queued',
    RUNNING: 'Drawing',
    SUCCEEDED: 'Done',
    PARTIAL: 'Partly done',
    FAILED: 'Failed',
    CANCELLED: 'Cancelled',
    REFUSED: 'Refused',
    UNKNOWN: 'Outcome unknown',
    AGAIN: 'Tries again soon',
  },
  place: (n: number) => `${nth(n)} in the queue`,
  percent: (n: number) => `${Math.round(n * 100)}%`,
  came: (n: number, of: number) => `${n} of ${count(of, 'picture', 'pictures')}`,
  asked: (n: number) => count(n, 'picture', 'pictures'),
  qualities: { AUTO: 'auto quality', LOW: 'low quality', MEDIUM: 'medium quality', HIGH: 'high quality' },
  automatic: 'automatic size',
  showAll: 'Show all',
  showLess: 'Show less',
  progress: 'Progress',
  elapsed: 'Drawing for',
  slot: (n: number, of: number) => `Picture ${n} of ${of}`,
  trashed: (name: string) => `${name}, in the trash`,
  places: (numbers: number[]) => `${numbers.length === 1 ? 'Picture' : 'Pictures'} ${numbers.join(', ')}`,
  tile: {
    WAITING: 'Waiting',
    RUNNING: 'Drawing',
    CANCELLED: 'Cancelled',
    DELETED: 'Deleted for good',
  },
  actions: {
    cancel: 'Cancel',
    cancelled: 'Cancelled. A picture that was already paid for still arrives.',
    retry: (n: number) => `Retry ${count(n, 'picture', 'pictures')}`,
    edit: 'Edit and retry',
    reuse: 'Use again',
    goThrough: 'Go through them',
    older: 'Show older work',
  },
  all: {
    filter: 'Show',
    states: {
      all: 'All',
      pending: 'Under way',
      done: 'Done',
      failed: 'Failed',
      refused: 'Refused',
      cancelled: 'Cancelled',
    },
    empty: {
      all: { title: 'Nothing asked for yet', body: 'What you ask for on the page Create is listed here.' },
      pending: { title: 'Nothing is under way', body: 'What is waiting or being drawn is listed here.' },
      done: { title: 'Nothing done yet', body: 'What brought pictures is listed here.' },
      failed: { title: 'Nothing has failed', body: 'What failed is kept here, to be tried again.' },
      refused: { title: 'Nothing was refused', body: 'What a provider refused is kept here, to be changed.' },
      cancelled: {
        title: 'Nothing was cancelled',
        body: 'What you cancel is kept here, to be asked for again.',
      },
    },
  },
  stillComing:
    'It was cancelled while the provider was drawing: a picture already paid for still arrives here.',
  confirm: {
    title: 'Ask again?',
    body: 'The provider may have drawn and charged this already, and its answer may yet arrive. Asking again can cost it a second time.',
    yes: (n: number) => `Ask again for ${count(n, 'picture', 'pictures')}`,
    no: 'Not now',
  },
  reasons: {
    MODERATION: {
      short: 'Refused',
      title: 'Refused by the safety rules of the provider',
      advice: 'Change the prompt, then ask again.',
    },
    RATE_LIMITED: {
      short: 'Too busy',
      title: 'The provider was asked too often',
      advice: 'Nothing was drawn. Wait a minute, then retry.',
    },
    PROVIDER_UNAVAILABLE: {
      short: 'Not available',
      title: 'The provider could not take it',
      advice: 'Nothing was drawn. Retry in a while.',
    },
    PROVIDER_REJECTED: {
      short: 'Refused',
      title: 'The provider refused the request',
      advice: 'Change what it names, here or in the settings of the server, then retry.',
    },
    OUTCOME_UNKNOWN: {
      short: 'Unknown',
      title: 'It may have been paid, and no answer came',
      advice: 'It is never asked again by itself. Retrying asks knowingly, and may be paid a second time.',
    },
    BAD_OUTPUT: {
      short: 'No picture',
      title: 'No usable picture came',
      advice: 'Whatever cannot be read is kept in quarantine on the server. Retry to ask for it again.',
    },
    INTERNAL: {
      short: 'Failed',
      title: 'This server could not do it',
      advice: 'Retry. If it fails again, the log of the server says more under',
    },
  },
  details: {
    label: 'Details',
    attempt: (n: number) => `Attempt ${n}`,
    none: 'The provider has not been asked yet.',
    outcome: {
      PENDING: 'sent, no answer yet',
      ANSWERED: 'answered',
      REFUSED: 'refused',
      RETRYABLE: 'not taken, asked again',
      UNKNOWN: 'unknown, may have been paid',
    },
    tokens: (n: number) => count(n, 'token', 'tokens'),
    total: 'Tokens',
    request: 'Request',
    job: 'Job',
    asked: 'Asked',
    ended: 'Ended',
  },
}
