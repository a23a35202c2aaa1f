import { MOST_IDS } from './selection/selection'

/** Goes through the pictures of one job. */
export function throughJob(job: string): string {
  return `/through/${encodeURIComponent(job)}`
}

/** Goes through these. They stand in the fragment, which no server or proxy has to take: a thousand fill 60 kB. */
export function throughPictures(ids: readonly string[]): string {
  return `/through#${ids.map(encodeURIComponent).join(',')}`
}

/** The pictures that a fragment names, each once. */
export function picturesIn(hash: string): string[] {
  const ids = hash.slice(1).split(',').filter(Boolean).map(decoded)
  return [...new Set(ids)].slice(0, MOST_IDS)
}

export function comparePath(one: string, other: string): string {
  return `/compare/${encodeURIComponent(one)}/${encodeURIComponent(other)}`
}

/** An address that was cut leaves half a sign behind. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
