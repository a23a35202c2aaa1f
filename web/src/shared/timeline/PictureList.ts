import type { Picture } from '@/shared/graphql/fragments'
import { comparePictures, type Place } from '@/shared/imageOrder'
import { type Chapter, chapterAt } from './chapters'
import { dayKey, startOf } from './days'

/** A chapter as far as it is loaded. */
export interface Part extends Chapter {
  pictures: readonly Picture[]
  /** How many it holds, those included that are not loaded. */
  count: number
  isComplete: boolean
  hasFailed: boolean
}

/** A list of any length, of which some is loaded. Places count from its beginning, whatever is loaded. */
export class PictureList {
  readonly parts: readonly Part[]
  /** The place of each part's first picture. */
  readonly starts: readonly number[]
  readonly count: number

  constructor(parts: readonly Part[]) {
    const starts: number[] = []
    let count = 0
    for (const part of parts) {
      starts.push(count)
      count += part.count
    }
    this.parts = parts
    this.starts = starts
    this.count = count
  }

  get isComplete(): boolean {
    return this.parts.every((part) => part.isComplete)
  }

  at(place: number): Picture | undefined {
    const part = this.partOf(place)
    return this.parts[part]?.pictures[place - (this.starts[part] ?? 0)]
  }

  partOf(place: number): number {
    let low = 0
    let high = this.parts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    // A part without pictures begins where the next one does.
    return low
  }

  /** Where a picture stands, or would stand now. */
  placeOf(picture: Place): number {
    const index = chapterAt(this.parts, picture.createdAt)
    const part = this.parts[index]
    if (!part) return 0
    const place = part.pictures.findIndex(
      (other) => other.id === picture.id || comparePictures(other, picture, part.filter) > 0,
    )
    return (this.starts[index] ?? 0) + (place < 0 ? Math.max(0, part.pictures.length - 1) : place)
  }

  /** The loaded pictures from one place to another, both included, in whichever order they are named. */
  between(a: number, b: number): Picture[] {
    const from = Math.max(0, Math.min(a, b))
    const to = Math.min(this.count - 1, Math.max(a, b))
    const found: Picture[] = []
    for (let i = this.partOf(from); i < this.parts.length && (this.starts[i] ?? 0) <= to; i += 1) {
      const start = this.starts[i] ?? 0
      found.push(...(this.parts[i]?.pictures.slice(Math.max(0, from - start), to - start + 1) ?? []))
    }
    return found
  }

  /** The loaded pictures of a day, which is never in two parts. */
  ofDay(key: string): Picture[] {
    const part = this.parts[chapterAt(this.parts, startOf(key))]
    return part?.pictures.filter(({ createdAt }) => dayKey(createdAt) === key) ?? []
  }

  /** Whether it is known which picture stands where this one does, or would. */
  isLoadedAt(picture: Place): boolean {
    const part = this.parts[chapterAt(this.parts, picture.createdAt)]
    const last = part?.pictures.at(-1)
    if (!part || part.isComplete) return part !== undefined
    return last !== undefined && comparePictures(last, picture, part.filter) >= 0
  }

  isLoadedBetween(one: Place, other: Place): boolean {
    const ends = [chapterAt(this.parts, one.createdAt), chapterAt(this.parts, other.createdAt)]
    const between = this.parts.slice(Math.min(...ends), Math.max(...ends) + 1)
    return (
      between.slice(0, -1).every((part) => part.isComplete) && this.isLoadedAt(one) && this.isLoadedAt(other)
    )
  }

  indexOf(id: string): number {
    for (const [i, { pictures }] of this.parts.entries()) {
      const place = pictures.findIndex((picture) => picture.id === id)
      if (place >= 0) return (this.starts[i] ?? 0) + place
    }
    return -1
  }
}
