import { chapterAt } from '@/shared/timeline/chapters'
import { startOf } from '@/shared/timeline/days'
import type { Part, PictureList } from '@/shared/timeline/PictureList'
import { daysOf } from './daysOf'
import type { Box, Row } from './justify'
import {
  estimateDays,
  HEADING,
  type Heading,
  layoutDays,
  layoutPlain,
  type PartLayout,
  type Shape,
} from './layoutDays'
import { rowOf, rowsBetween } from './rows'

/** A row of the whole grid; the boxes' places still count from the beginning of its part. */
export interface PlacedRow {
  key: string
  top: number
  row: Row
  /** The place of its part's first picture. */
  start: number
}

export interface PlacedHeading extends Heading {
  top: number
  start: number
  /** Whether all of its pictures are loaded. */
  isComplete: boolean
}

/** Parts are the same objects until they change, and so is the way they are laid out. */
const heights = new WeakMap<Part, { shape: Shape; height: number }>()
const layouts = new WeakMap<Part, { shape: Shape; layout: PartLayout }>()

/** Where everything stands in a grid of a hundred thousand pictures; only what is looked at is placed in full. */
export class GridLayout {
  readonly list: PictureList
  readonly height: number
  readonly #shape: Shape
  readonly #tops: number[] = []

  constructor(list: PictureList, shape: Shape) {
    this.list = list
    this.#shape = shape
    let top = 0
    for (const part of list.parts) {
      this.#tops.push(top)
      top += this.#heightOf(part)
    }
    this.height = top
  }

  get hasDays(): boolean {
    return this.list.parts.some(({ days }) => days !== null)
  }

  /** Those that stand at least in part between two heights. */
  between(from: number, to: number): { rows: PlacedRow[]; headings: PlacedHeading[] } {
    const rows: PlacedRow[] = []
    const headings: PlacedHeading[] = []
    for (let i = this.partAt(from); i < this.list.parts.length && this.topOf(i) < to; i += 1) {
      const part = this.list.parts[i]
      if (!part) break
      const top = this.topOf(i)
      const { layout, start } = this.#part(i)
      for (const index of rowsBetween(layout.rows, from - top, to - top))
        rows.push(this.#placed(i, index) as PlacedRow)
      for (const heading of layout.headings) {
        if (heading.top + top >= to || heading.top + top + HEADING <= from) continue
        const isComplete = part.isComplete || heading.to < part.pictures.length
        headings.push({ ...heading, top: heading.top + top, start, isComplete })
      }
    }
    return { rows, headings }
  }

  /** The row that holds a place, and the box it has there. */
  find(place: number): { row: PlacedRow; box: Box } | undefined {
    const part = this.list.partOf(place)
    if (!this.list.parts[part] || place < 0 || place >= this.list.count) return undefined
    const { layout, start } = this.#part(part)
    const index = rowOf(layout.rows, place - start)
    const row = this.#placed(part, index)
    const box = row?.row.boxes.find((other) => other.index === place - start)
    return row && box && { row, box }
  }

  /** The row above or below the one that holds a place. */
  beside(place: number, step: 1 | -1): PlacedRow | undefined {
    const part = this.list.partOf(place)
    const { layout, start } = this.#part(part)
    const index = rowOf(layout.rows, place - start) + step
    if (index >= 0 && index < layout.rows.length) return this.#placed(part, index)
    for (let i = part + step; i >= 0 && i < this.list.parts.length; i += step) {
      const rows = this.#part(i).layout.rows
      if (rows.length > 0) return this.#placed(i, step > 0 ? 0 : rows.length - 1)
    }
    return undefined
  }

  /** Which part stands at a height. */
  partAt(height: number): number {
    let low = 0
    let high = this.#tops.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#tops[middle] ?? 0) <= height) low = middle
      else high = middle - 1
    }
    return low
  }

  topOf(part: number): number {
    return this.#tops[part] ?? this.height
  }

  /** Where a day begins, or the first older one that has pictures. */
  topOfDay(key: string): number {
    const index = chapterAt(this.list.parts, startOf(key))
    const heading = this.#part(index).layout.headings.find((other) => other.key <= key)
    return heading ? this.topOf(index) + heading.top : this.topOf(index + 1)
  }

  /** The day that a height belongs to. */
  dayAt(height: number): { key: string; top: number } | undefined {
    const index = this.partAt(height)
    const { headings } = this.#part(index).layout
    const top = this.topOf(index)
    const heading = headings.findLast((other) => other.top + top <= height) ?? headings[0]
    return heading && { key: heading.key, top: heading.top + top }
  }

  #placed(part: number, index: number): PlacedRow | undefined {
    const { layout, start } = this.#part(part)
    const row = layout.rows[index]
    const { hash = '' } = this.list.parts[part] ?? {}
    return row && { key: `${hash} ${index}`, top: row.top + this.topOf(part), row, start }
  }

  #part(index: number): { layout: PartLayout; start: number } {
    const part = this.list.parts[index]
    const start = this.list.starts[index] ?? 0
    return { layout: part ? this.#layoutOf(part) : EMPTY, start }
  }

  #heightOf(part: Part): number {
    if (part.pictures.length > 0 || part.isComplete) return this.#layoutOf(part).height
    const known = heights.get(part)
    if (known?.shape === this.#shape) return known.height
    const counts = part.days?.map(({ count }) => count) ?? []
    const height = estimateDays(counts, this.#shape)
    heights.set(part, { shape: this.#shape, height })
    return height
  }

  #layoutOf(part: Part): PartLayout {
    const known = layouts.get(part)
    if (known?.shape === this.#shape) return known.layout
    const layout = part.days ? layoutDays(daysOf(part), this.#shape) : layoutPlain(part.pictures, this.#shape)
    layouts.set(part, { shape: this.#shape, layout })
    return layout
  }
}

const EMPTY: PartLayout = { height: 0, rows: [], headings: [] }
