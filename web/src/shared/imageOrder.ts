import type { Picture } from './graphql/fragments'

/** How the trash can be ordered; the first is how it is. */
export const TRASH_ORDERS = ['deleted-desc', 'deleted-asc', 'created-desc', 'created-asc'] as const
export type TrashOrder = (typeof TRASH_ORDERS)[number]

export type Origin = Picture['origin']

/** Which pictures a list holds, by the names of the API. Made by `imageFilter`, equal ones serialise equal. */
export interface ImageListFilter {
  starred: boolean
  trashed: boolean
  search?: string
  models?: readonly string[]
  origins?: readonly Origin[]
  /** Inclusive. */
  createdAfter?: string
  /** Exclusive, as the next one. */
  createdBefore?: string
  deletedBefore?: string
  /** Left out: newest first, the trash by when pictures were thrown away. */
  order?: TrashOrder
}

/** A filter in its one form: what narrows nothing is left out, the rest stands in one order. */
export function imageFilter(asked: Partial<ImageListFilter>): ImageListFilter {
  const { starred = false, trashed = false, createdAfter, createdBefore, deletedBefore, order } = asked
  const search = asked.search?.trim().replace(/\s+/g, ' ')
  const models = distinct(asked.models)
  const origins = distinct(asked.origins)
  return {
    starred,
    trashed,
    ...(search && { search }),
    ...(models.length > 0 && { models }),
    ...(origins.length > 0 && { origins }),
    ...(createdAfter && { createdAfter: new Date(createdAfter).toISOString() }),
    ...(createdBefore && { createdBefore: new Date(createdBefore).toISOString() }),
    ...(deletedBefore && { deletedBefore: new Date(deletedBefore).toISOString() }),
    ...(order && order !== TRASH_ORDERS[0] && { order }),
  }
}

function distinct<Value extends string>(values: readonly Value[] | undefined): Value[] {
  return [...new Set(values)].filter(Boolean).toSorted()
}

/** One word for all equal filters. */
export function filterKey(filter: ImageListFilter): string {
  return JSON.stringify(imageFilter(filter))
}

/** Whether `belongs` is the whole truth: what a search finds only the server knows. */
export function isDecided(filter: ImageListFilter): boolean {
  return filter.search === undefined
}

/** Whether a picture meets every condition but the search: false is certain, true may still be missed by the search.
 * A prompt never changes, so that a picture that a search has found stays found. */
export function belongs(picture: Picture, filter: ImageListFilter): boolean {
  const { starred, trashed, models, origins, createdAfter, createdBefore, deletedBefore } = filter
  const { deletedAt, createdAt } = picture
  if ((deletedAt !== null) !== trashed || (starred && !picture.starred)) return false
  if (models && !models.includes(picture.model)) return false
  if (origins && !origins.includes(picture.origin)) return false
  if (createdAfter && compareMoments(createdAt, createdAfter) < 0) return false
  if (createdBefore && compareMoments(createdAt, createdBefore) >= 0) return false
  return !deletedBefore || (deletedAt !== null && compareMoments(deletedAt, deletedBefore) < 0)
}

/** What the server is asked for. */
export function serverFilter({ order: _, starred, models, origins, ...rest }: ImageListFilter) {
  return {
    ...rest,
    starred: starred || null,
    ...(models && { models: [...models] }),
    ...(origins && { origins: [...origins] }),
  }
}

export function orderBy({ trashed, order }: ImageListFilter) {
  return {
    field: trashed && !order?.startsWith('created') ? ('DELETED_AT' as const) : ('CREATED_AT' as const),
    direction: order?.endsWith('asc') ? ('ASC' as const) : ('DESC' as const),
  }
}

/** What tells where a picture stands. */
export type Place = Pick<Picture, 'id' | 'createdAt' | 'deletedAt'>

/** Negative when `a` stands before `b`. */
export function comparePictures(a: Place, b: Place, filter: ImageListFilter): number {
  const { field, direction } = orderBy(filter)
  const thrown = field === 'DELETED_AT' ? compareMoments(b.deletedAt ?? '', a.deletedAt ?? '') : 0
  const newestFirst = thrown || compareMoments(b.createdAt, a.createdAt) || compareIds(b.id, a.id)
  return direction === 'ASC' ? -newestFirst : newestFirst
}

/** Date keeps milliseconds only; the server orders by microseconds. */
export function compareMoments(a: string, b: string): number {
  const seconds = Math.floor(Date.parse(a) / 1000) - Math.floor(Date.parse(b) / 1000)
  return seconds || compareText(fractionOf(a), fractionOf(b))
}

function fractionOf(moment: string): string {
  return (/\.(\d+)/.exec(moment)?.[1] ?? '').padEnd(9, '0')
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Ids are base64, whose letters do not stand in the order of the alphabet that the server sorts by. */
function compareIds(a: string, b: string): number {
  let place = 0
  while (place < a.length && a[place] === b[place]) place += 1
  return BASE64.indexOf(a.charAt(place)) - BASE64.indexOf(b.charAt(place))
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
