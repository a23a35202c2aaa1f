import type { Picture } from './graphql/fragments'

export interface ImageListFilter {
  starred: boolean
  trashed: boolean
}

export function belongs(picture: Picture, filter: ImageListFilter): boolean {
  return (picture.deletedAt !== null) === filter.trashed && (picture.starred || !filter.starred)
}

/** Negative when `a` stands before `b`: newest first, the trash by when it was thrown away. */
export function comparePictures(a: Picture, b: Picture, filter: ImageListFilter): number {
  const thrown = filter.trashed ? compareMoments(b.deletedAt ?? '', a.deletedAt ?? '') : 0
  if (thrown !== 0) return thrown
  return compareMoments(b.createdAt, a.createdAt) || compareText(b.id, a.id)
}

/** Date keeps milliseconds only; the server orders by microseconds. */
export function compareMoments(a: string, b: string): number {
  const seconds = Math.floor(Date.parse(a) / 1000) - Math.floor(Date.parse(b) / 1000)
  return seconds || compareText(fractionOf(a), fractionOf(b))
}

function fractionOf(moment: string): string {
  return (/\.(\d+)/.exec(moment)?.[1] ?? '').padEnd(9, '0')
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
