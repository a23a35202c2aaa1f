import type { Point } from './deeds'

/** Where the picture lies on the stage: its left upper corner, and how many pixels one of its dots takes. */
export interface View {
  x: number
  y: number
  scale: number
}

interface Size {
  width: number
  height: number
}

const CLOSEST = 8
const MARGIN = 0.92

/** The whole picture in the middle of the stage. */
export function fitted(stage: Size, picture: Size): View {
  const most = Math.min(stage.width / picture.width, stage.height / picture.height) * MARGIN
  const scale = Math.min(1, most)
  return {
    x: (stage.width - picture.width * scale) / 2,
    y: (stage.height - picture.height * scale) / 2,
    scale,
  }
}

/** Closer by a factor, so that the dot under a point of the stage stays there. */
export function zoomed(view: View, [x, y]: Point, factor: number, farthest: number): View {
  const scale = Math.min(CLOSEST, Math.max(farthest, view.scale * factor))
  const grown = scale / view.scale
  return { x: x - (x - view.x) * grown, y: y - (y - view.y) * grown, scale }
}

const EDGE = 32

/** Moved just so far that a dot of the picture is on the stage. */
export function showing(view: View, stage: Size, dot: Point): View {
  const [x, y] = pointOf(view, dot)
  return { ...view, x: view.x + wayInto(stage.width, x), y: view.y + wayInto(stage.height, y) }
}

function wayInto(length: number, at: number): number {
  const edge = Math.min(EDGE, length / 2)
  return Math.min(length - edge, Math.max(edge, at)) - at
}

/** The dot of the picture under a point of the stage. */
export function dotAt(view: View, [x, y]: Point): Point {
  return [(x - view.x) / view.scale, (y - view.y) / view.scale]
}

export function pointOf(view: View, [x, y]: Point): Point {
  return [view.x + x * view.scale, view.y + y * view.scale]
}
