import type { Picture } from '@/shared/graphql/fragments'
import { comparePictures, filterKey, type ImageListFilter } from '@/shared/imageOrder'
import { moreTexts } from '@/shared/moreTexts'
import {
  candidates,
  isSelected,
  MOST_IDS,
  nothing,
  type Selection,
  selection,
} from '@/shared/selection/selection'
import { showToast } from '@/shared/toasts'
import { marked } from './marked'

/** The list that is picked from, as far as it has been loaded. */
export interface PickedList {
  pictures: readonly Picture[]
  filter: ImageListFilter
  /** Loads the next page; null when there is none. */
  loadMore: () => Promise<readonly Picture[] | null>
}

const NO_CANDIDATES: ReadonlySet<string> = new Set()

/** Turns clicks, keys and strokes over tiles into a selection. */
export class Picker {
  readonly #list: () => PickedList
  /** Where the next range begins. */
  #anchor: Picture | null = null
  #sweep: { from: number; base: Selection } | null = null

  constructor(list: () => PickedList) {
    this.#list = list
  }

  toggle(index: number): void {
    const picture = this.#list().pictures[index]
    if (!picture) return
    this.#mark(this.#current(), [picture], !isSelected(selection.get(), picture.id))
    this.#anchor = picture
  }

  /** From where the last click was to here, pages between that are not loaded included. */
  async rangeTo(index: number): Promise<void> {
    const end = this.#list().pictures[index]
    if (!end) return
    const on = !isSelected(selection.get(), end.id)
    const range = await this.#between(end)
    this.#mark(this.#current(), range, on)
    this.#anchor = end
    this.preview(null)
  }

  /** Shows what a range to here would hold, as far as it is loaded. */
  preview(index: number | null): void {
    const { pictures } = this.#list()
    const end = index === null ? undefined : pictures[index]
    if (!end || !this.#anchor) {
      candidates.set(NO_CANDIDATES)
      return
    }
    const from = this.#placeOf(pictures, this.#anchor)
    candidates.set(new Set(slice(pictures, from, index ?? from).map(({ id }) => id)))
  }

  get isSweeping(): boolean {
    return this.#sweep !== null
  }

  /** Begins a stroke that selects from here to wherever it goes, and no longer what it has gone back over. */
  beginSweep(index: number): void {
    this.#sweep = { from: index, base: this.#current() }
    this.sweepTo(index)
  }

  sweepTo(index: number): void {
    const sweep = this.#sweep
    const { pictures } = this.#list()
    if (!sweep || !pictures[index]) return
    this.#mark(sweep.base, slice(pictures, sweep.from, index), true)
    this.#anchor = pictures[index]
  }

  endSweep(): void {
    this.#sweep = null
  }

  /** Of another list, a selection starts anew. */
  #current(): Selection {
    const { filter } = this.#list()
    const now = selection.get()
    return filterKey(now.filter) === filterKey(filter) ? now : nothing(filter)
  }

  #mark(base: Selection, pictures: readonly Picture[], on: boolean): void {
    const next = marked(base, pictures, on)
    if (next.kind === 'matching' && next.except.size > MOST_IDS) {
      showToast({ tone: 'error', text: moreTexts.selection.tooManyLeftOut(MOST_IDS) })
      return
    }
    if (next.kind === 'matching' && on && pictures.length === 1 && next.late.has(pictures[0]?.id ?? ''))
      showToast({ text: moreTexts.selection.late })
    selection.set(next)
  }

  async #between(end: Picture): Promise<readonly Picture[]> {
    const anchor = this.#anchor ?? end
    let { pictures } = this.#list()
    while (isPast(anchor, pictures, this.#list().filter)) {
      const more = await this.#list().loadMore()
      if (!more || more.length <= pictures.length) break
      pictures = more
    }
    return slice(pictures, this.#placeOf(pictures, anchor), this.#placeOf(pictures, end))
  }

  /** Where a picture stands, or would stand now. */
  #placeOf(pictures: readonly Picture[], picture: Picture): number {
    const { filter } = this.#list()
    const place = pictures.findIndex(
      (other) => other.id === picture.id || comparePictures(other, picture, filter) > 0,
    )
    return place < 0 ? pictures.length - 1 : place
  }
}

function isPast(anchor: Picture, pictures: readonly Picture[], filter: ImageListFilter): boolean {
  const last = pictures.at(-1)
  return last !== undefined && comparePictures(last, anchor, filter) < 0
}

function slice(pictures: readonly Picture[], a: number, b: number): readonly Picture[] {
  return pictures.slice(Math.min(a, b), Math.max(a, b) + 1)
}
