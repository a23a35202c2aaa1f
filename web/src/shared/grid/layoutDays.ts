import { justify, type Row, ratioOf, type Sized } from './justify'

/** A day's pictures: those that are loaded by their sizes, and how many more there are. */
export interface DaySizes {
  key: string
  sizes: readonly Sized[]
  more: number
}

export interface Heading {
  key: string
  top: number
  left: number
  width: number
  /** The day's first and last place within the part. */
  from: number
  to: number
}

export interface PartLayout {
  height: number
  rows: Row[]
  headings: Heading[]
}

export interface Shape {
  width: number
  /** No row is higher. */
  target: number
  gap: number
  /** Width to height of a picture whose size is not known. */
  ratio: number
}

export const HEADING = 44
const AFTER_DAY = 14
/** Between days that stand side by side. */
const BESIDE = 22
const NARROWEST = 124

/** Days one below the other, short ones side by side as far as there is room. */
export function layoutDays(days: readonly DaySizes[], shape: Shape): PartLayout {
  const layout: PartLayout = { height: 0, rows: [], headings: [] }
  let from = 0
  for (const line of linesOf(days, shape)) {
    const start = from
    const sizes = line.map((day) => sizesOf(day, shape))
    const lefts = leftsOf(line, shape)
    for (const [i, { key }] of line.entries()) {
      const to = from + (sizes[i]?.length ?? 0) - 1
      const left = lefts[i] ?? 0
      const width = (lefts[i + 1] ?? shape.width + BESIDE) - left - BESIDE
      layout.headings.push({ key, top: layout.height, left, width, from, to })
      from = to + 1
    }
    const rows =
      line.length > 1
        ? [besides(sizes, lefts, shape)]
        : justify(sizes[0] ?? [], shape.width, shape.target, shape.gap)
    const top = layout.height + HEADING
    layout.rows.push(...rows.map((row) => shifted(row, top, start)))
    layout.height = top + heightOf(rows) + AFTER_DAY
  }
  return layout
}

/** A list without days. */
export function layoutPlain(pictures: readonly Sized[], { width, target, gap }: Shape): PartLayout {
  const rows = justify(pictures, width, target, gap)
  return { height: heightOf(rows), rows, headings: [] }
}

/** As high as `layoutDays` is, found without placing the pictures: none of these is loaded. */
export function estimateDays(counts: readonly number[], shape: Shape): number {
  const days = counts.map((more) => ({ key: '', sizes: [], more }))
  return linesOf(days, shape).reduce((height, line) => height + lineHeight(line, shape), 0)
}

function lineHeight(line: readonly DaySizes[], shape: Shape): number {
  const { width, target, gap, ratio } = shape
  const count = line[0]?.more ?? 0
  const perRow = Math.ceil((width + gap) / (target * ratio + gap))
  if (line.length > 1 || count < perRow) return HEADING + Math.floor(target) + AFTER_DAY
  const full = Math.floor(count / perRow)
  const height = Math.floor((width - gap * (perRow - 1)) / (perRow * ratio))
  const last = count % perRow > 0 ? Math.floor(target) + gap : 0
  return HEADING + full * (height + gap) - gap + last + AFTER_DAY
}

/** Days that share a line. One that needs more than a row has it to itself. */
function linesOf(days: readonly DaySizes[], shape: Shape): DaySizes[][] {
  const lines: DaySizes[][] = []
  let room = -1
  for (const day of days) {
    const width = Math.max(NARROWEST, naturalWidth(day, shape))
    const line = lines.at(-1)
    if (line && width <= room) line.push(day)
    else {
      lines.push([day])
      room = shape.width
    }
    room -= width + BESIDE
  }
  return lines
}

function leftsOf(line: readonly DaySizes[], shape: Shape): number[] {
  let left = 0
  return line.map((day) => {
    const own = left
    left += Math.max(NARROWEST, naturalWidth(day, shape)) + BESIDE
    return own
  })
}

function naturalWidth({ sizes, more }: DaySizes, { target, gap, ratio }: Shape): number {
  const ratios = sizes.reduce((sum, size) => sum + ratioOf(size), more * ratio)
  return ratios * target + gap * (sizes.length + more - 1)
}

function sizesOf({ sizes, more }: DaySizes, { ratio }: Shape): readonly Sized[] {
  if (more <= 0) return sizes
  const unknown: Sized = { width: ratio, height: 1 }
  return [...sizes, ...Array.from({ length: more }, () => unknown)]
}

/** One row of several days. */
function besides(days: readonly (readonly Sized[])[], lefts: readonly number[], shape: Shape): Row {
  let index = 0
  const boxes = days.flatMap((sizes, i) => {
    const [row] = justify(sizes, Number.MAX_SAFE_INTEGER, shape.target, shape.gap)
    const start = index
    index += sizes.length
    return (row?.boxes ?? []).map((box) => ({
      ...box,
      index: start + box.index,
      left: box.left + (lefts[i] ?? 0),
    }))
  })
  return { top: 0, height: Math.floor(shape.target), boxes }
}

function shifted(row: Row, top: number, start: number): Row {
  const boxes = start === 0 ? row.boxes : row.boxes.map((box) => ({ ...box, index: box.index + start }))
  return { top: row.top + top, height: row.height, boxes }
}

function heightOf(rows: readonly Row[]): number {
  const last = rows.at(-1)
  return last ? last.top + last.height : 0
}
