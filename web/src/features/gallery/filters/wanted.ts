import { type ImageListFilter, imageFilter, type Origin } from '@/shared/imageOrder'
import { periodOf } from './periods'

/** What a person asks the gallery for, as the address says it. */
export interface Wanted {
  search: string
  starred: boolean
  models: readonly string[]
  origin: Origin | null
  /** A day, a month or a year of the browser's time zone, "2026-03-14", "2026-03", "2026", or nothing. */
  from: string
  /** Inclusive, in the same notation. */
  to: string
}

export const NOTHING_WANTED: Wanted = {
  search: '',
  starred: false,
  models: [],
  origin: null,
  from: '',
  to: '',
}

export const LONGEST_SEARCH = 200
const MOST_MODELS = 20
const NAMES = ['q', 'starred', 'model', 'origin', 'from', 'to']

/** Values that mean nothing are as if they were not there. */
export function readWanted(params: URLSearchParams): Wanted {
  const origin = params.get('origin')?.toUpperCase()
  const models = new Set(params.getAll('model').filter(Boolean))
  return {
    search: (params.get('q') ?? '').slice(0, LONGEST_SEARCH),
    starred: params.get('starred') === '1',
    models: [...models].toSorted().slice(0, MOST_MODELS),
    origin: origin === 'GENERATED' || origin === 'UPLOADED' ? origin : null,
    from: periodNamed(params.get('from')),
    to: periodNamed(params.get('to')),
  }
}

/** The address for what is wanted; what else stands in it stays. */
export function writeWanted(wanted: Wanted, before: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams(before)
  for (const name of NAMES) params.delete(name)
  if (wanted.search.trim()) params.set('q', wanted.search)
  if (wanted.starred) params.set('starred', '1')
  for (const model of wanted.models) params.append('model', model)
  if (wanted.origin) params.set('origin', wanted.origin.toLowerCase())
  if (wanted.from) params.set('from', wanted.from)
  if (wanted.to) params.set('to', wanted.to)
  return params
}

export function filterOf(wanted: Wanted): ImageListFilter {
  const { search, starred, models, origin } = wanted
  const createdAfter = periodOf(wanted.from)?.start.toISOString()
  const createdBefore = periodOf(wanted.to)?.end.toISOString()
  return imageFilter({
    search,
    starred,
    models,
    ...(origin && { origins: [origin] }),
    ...(createdAfter && { createdAfter }),
    ...(createdBefore && { createdBefore }),
  })
}

/** Whether anything but the star narrows the list. */
export function isNarrowed({ search, models, origin, from, to }: Wanted): boolean {
  return search.trim() !== '' || models.length > 0 || origin !== null || from !== '' || to !== ''
}

function periodNamed(text: string | null): string {
  return text && periodOf(text) ? text : ''
}
