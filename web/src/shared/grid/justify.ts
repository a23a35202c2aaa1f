export interface Box {
  index: number
  left: number
  width: number
}

export interface Row {
  top: number
  height: number
  boxes: Box[]
}

export interface Sized {
  width: number
  height: number
}

const NARROWEST = 0.45
const WIDEST = 2.6

/**
 * Rows of equal height that fill the width and keep each picture's proportions; the last row stays as it falls.
 * Heights are whole pixels, so that what is kept in its place is kept there exactly.
 */
export function justify(pictures: readonly Sized[], width: number, target: number, gap: number): Row[] {
  const rows: Row[] = []
  let start = 0
  let ratios = 0
  let top = 0
  const close = (end: number, height: number) => {
    rows.push({ top, height: Math.floor(height), boxes: boxesOf(pictures, start, end, height, width, gap) })
    top += Math.floor(height) + gap
    start = end
    ratios = 0
  }
  for (let i = 0; i < pictures.length; i += 1) {
    ratios += ratioOf(pictures[i])
    const height = (width - gap * (i - start)) / ratios
    if (height <= target) close(i + 1, height)
  }
  if (start < pictures.length) close(pictures.length, target)
  return rows
}

function boxesOf(
  pictures: readonly Sized[],
  start: number,
  end: number,
  height: number,
  width: number,
  gap: number,
): Box[] {
  let left = 0
  return pictures.slice(start, end).map((picture, i) => {
    const box = { index: start + i, left, width: Math.min(ratioOf(picture) * height, width - left) }
    left += box.width + gap
    return box
  })
}

/** A very long or tall picture is cropped in its tile, or it would leave nothing for the others. */
export function ratioOf(picture: Sized | undefined): number {
  if (!picture || picture.width <= 0 || picture.height <= 0) return 1
  return Math.min(WIDEST, Math.max(NARROWEST, picture.width / picture.height))
}
