import type { Picture } from '@/shared/graphql/fragments'
import type { Change } from '@/shared/imageCache'
import { belongs, comparePictures, type ImageListFilter, isDecided } from '@/shared/imageOrder'

/** A stretch of a list, in its order and without gaps, and whether it reaches to the list's ends. */
export interface Run {
  pictures: readonly Picture[]
  isStart: boolean
  isEnd: boolean
}

export interface Neighbours {
  previous: Picture | undefined
  next: Picture | undefined
}

export const NO_RUN: Run = { pictures: [], isStart: false, isEnd: false }
/** So many are known on either side before more are asked for. */
const AHEAD = 4

/** The pictures beside a place, which stays one when its own picture has gone elsewhere. */
export function neighboursIn(run: Run, place: Picture, filter: ImageListFilter): Neighbours {
  const [before, after] = sides(run, place, filter)
  return { previous: before.at(-1), next: after[0] }
}

/** Whether nothing can stand between the place and its neighbours that this run does not know. */
export function covers(run: Run, place: Picture, filter: ImageListFilter): boolean {
  const [before, after] = sides(run, place, filter)
  return (before.length > 0 || run.isStart) && (after.length > 0 || run.isEnd)
}

export function endsSoon(run: Run, place: Picture, filter: ImageListFilter): boolean {
  const [before, after] = sides(run, place, filter)
  return (before.length < AHEAD && !run.isStart) || (after.length < AHEAD && !run.isEnd)
}

/** Both as one where they overlap; else the newer alone. */
export function joined(older: Run, newer: Run, filter: ImageListFilter): Run {
  const known = new Set(older.pictures.map(({ id }) => id))
  if (!newer.pictures.some(({ id }) => known.has(id))) return newer
  const all = new Map([...older.pictures, ...newer.pictures].map((picture) => [picture.id, picture]))
  const pictures = [...all.values()].toSorted((a, b) => comparePictures(a, b, filter))
  const reaches = (run: Run, index: 0 | -1) => run.pictures.at(index)?.id === pictures.at(index)?.id
  return {
    pictures,
    isStart: [older, newer].some((run) => run.isStart && reaches(run, 0)),
    isEnd: [older, newer].some((run) => run.isEnd && reaches(run, -1)),
  }
}

/** The run as it is after pictures have changed, come or gone anywhere. */
export function applied(run: Run, { pictures, gone }: Change, filter: ImageListFilter): Run {
  const touched = new Set([...gone, ...pictures.map(({ id }) => id)])
  const known = new Set(run.pictures.map(({ id }) => id))
  const left = run.pictures.filter(({ id }) => !touched.has(id))
  const kept = { ...run, pictures: left }
  // Whether a search finds a picture only the server knows.
  const mayCome = isDecided(filter)
  const come = pictures.filter(
    (picture) =>
      belongs(picture, filter) && (known.has(picture.id) || (mayCome && covers(kept, picture, filter))),
  )
  if (come.length === 0 && left.length === run.pictures.length) return run
  return { ...run, pictures: [...left, ...come].toSorted((a, b) => comparePictures(a, b, filter)) }
}

function sides({ pictures }: Run, place: Picture, filter: ImageListFilter): [Picture[], Picture[]] {
  const side = (way: number) =>
    pictures.filter(
      (other) => other.id !== place.id && Math.sign(comparePictures(other, place, filter)) === way,
    )
  return [side(-1), side(1)]
}
