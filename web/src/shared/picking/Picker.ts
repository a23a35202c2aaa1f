import type { Picture } from '@/shared/graphql/fragments'
import { filterKey, type ImageListFilter, type Place } from '@/shared/imageOrder'
import { moreTexts } from '@/shared/moreTexts'
import {
  candidates,
  isSelected,
  MOST_IDS,
  nothing,
  type Selection,
  selection,
} from '@/shared/selection/selection'
import { dayKey, startOf } from '@/shared/timeline/days'
import type { PictureList } from '@/shared/timeline/PictureList'
import { showToast } from '@/shared/toasts'
import { marked } from './marked'

/** The list that is picked from, as far as it has been loaded. */
export interface PickedList {
  pictures: PictureList
  filter: ImageListFilter
  /** Loads what is not loaded between two pictures. */
  load: (one: Place, other: Place) => Promise<PictureList>
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
    const picture = this.#list().pictures.at(index)
    if (!picture) return
    this.#mark(this.#current(), [picture], !isSelected(selection.get(), picture.id))
    this.#anchor = picture
  }

  /** All of a day, or none of it where all is selected; what of it is not loaded is loaded first. */
  async toggleDay(key: string): Promise<void> {
    const start: Place = { id: '', createdAt: startOf(key), deletedAt: null }
    const pictures = (await this.#list().load(start, start)).ofDay(key)
    const on = !pictures.every(({ id }) => isSelected(selection.get(), id))
    this.#mark(this.#current(), pictures, on)
    this.#anchor = pictures[0] ?? this.#anchor
  }

  /** The same by a picture of that day; the trash knows no days. */
  async toggleDayOf(index: number): Promise<void> {
    const { pictures, filter } = this.#list()
    const picture = pictures.at(index)
    if (picture && !filter.trashed) await this.toggleDay(dayKey(picture.createdAt))
  }

  /** From where the last click was to here, what is between them and not loaded included. */
  async rangeTo(index: number): Promise<void> {
    const end = this.#list().pictures.at(index)
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
    const end = index === null ? undefined : pictures.at(index)
    if (!end || !this.#anchor) {
      candidates.set(NO_CANDIDATES)
      return
    }
    const from = pictures.placeOf(this.#anchor)
    candidates.set(new Set(pictures.between(from, index ?? from).map(({ id }) => id)))
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
    const end = pictures.at(index)
    if (!sweep || !end) return
    this.#mark(sweep.base, pictures.between(sweep.from, index), true)
    this.#anchor = end
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
    const { pictures, load } = this.#list()
    const isLoaded = pictures.isLoadedBetween(anchor, end)
    const list = isLoaded ? pictures : await load(anchor, end)
    return list.between(list.placeOf(anchor), list.placeOf(end))
  }
}
