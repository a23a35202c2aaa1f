import type { Picture } from './graphql/fragments'

/** How the trash can be ordered; the first is how it is. */
export const TRASH_ORDERS = ['deleted-desc', 'deleted-asc', 'created-desc', 'created-asc'] as const
export type TrashOrder = (typeof TRASH_ORDERS)[number]

export interface ImageListFilter {
  starred: boolean
  trashed: boolean
  /** Inclusive. */
  createdAfter?: string
  /** Exclusive. */
  createdBefore?: string
  /** Left out: newest first, the trash by when pictures were thrown away. */
  order?: TrashOrder
}

export function belongs(picture: Picture, filter: ImageListFilter): boolean {
  if ((picture.deletedAt !== null) !== filter.trashed || (filter.starred && !picture.starred)) return false
  return isWithin(picture.createdAt, filter)
}

function isWithin(moment: string, { createdAfter, createdBefore }: ImageListFilter): boolean {
  if (createdAfter && compareMoments(moment, createdAfter) < 0) return false
  return !createdBefore || compareMoments(moment, createdBefore) < 0
}

/** What the server is asked for. */
export function serverFilter({ starred, trashed, createdAfter, createdBefore }: ImageListFilter) {
  return {
    starred: starred || null,
    trashed,
    ...(createdAfter && { createdAfter }),
    ...(createdBefore && { createdBefore }),
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
