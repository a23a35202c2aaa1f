export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** `scale` is in CSS pixels for each pixel of the picture; x and y lead from the stage's middle to the picture's. */
export interface View extends Point {
  scale: number
}

const MOST = 8
/** Rounding never makes a picture that fits count as enlarged. */
const HAIR = 1e-6
const TWICE = 2

/** As large as fits, and never enlarged. */
export function fitScale(picture: Size, stage: Size): number {
  return Math.min(1, stage.width / picture.width, stage.height / picture.height)
}

export function fitted(picture: Size, stage: Size): View {
  return { scale: fitScale(picture, stage), x: 0, y: 0 }
}

export function isFitted(view: View, picture: Size, stage: Size): boolean {
  return view.scale <= fitScale(picture, stage) * (1 + HAIR)
}

/** Never smaller than fits; no edge of the picture comes further in than the stage's, or than the middle leaves it. */
export function bounded(view: View, picture: Size, stage: Size): View {
  const fit = fitScale(picture, stage)
  const scale = clamp(view.scale, fit, Math.max(MOST, fit))
  return {
    scale,
    x: within(view.x, picture.width * scale - stage.width),
    y: within(view.y, picture.height * scale - stage.height),
  }
}

export function panned(view: View, by: Point, picture: Size, stage: Size): View {
  return bounded({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, stage)
}

/** What lies under the point, given from the stage's middle, stays there as far as the bounds allow. */
export function zoomed(view: View, scale: number, about: Point, picture: Size, stage: Size): View {
  const fit = fitScale(picture, stage)
  const next = clamp(scale, fit, Math.max(MOST, fit))
  const growth = next / view.scale
  return bounded(
    { scale: next, x: about.x - (about.x - view.x) * growth, y: about.y - (about.y - view.y) * growth },
    picture,
    stage,
  )
}

/** Where a double click leads: to the picture's own pixels, and back; a picture that shows them at once grows. */
export function toggled(view: View, about: Point, picture: Size, stage: Size): View {
  if (!isFitted(view, picture, stage)) return fitted(picture, stage)
  return zoomed(view, view.scale < 1 - HAIR ? 1 : TWICE, about, picture, stage)
}

/** How large a picture of these pixels is as a thumbnail, which is named by its long side and never enlarged. */
export function thumbScale(picture: Size, longSide: number): number {
  return Math.min(1, longSide / Math.max(picture.width, picture.height))
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

/** A picture no larger than the stage stays in its middle. */
function within(offset: number, overhang: number): number {
  const reach = Math.max(0, overhang) / 2
  // Adding 0 makes -0 into 0.
  return clamp(offset, -reach, reach) + 0
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
