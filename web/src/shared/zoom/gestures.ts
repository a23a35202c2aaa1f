import { distance, middle, type Point } from './geometry'
import type { Swipe } from './Swipe'
import type { ZoomControl } from './ZoomControl'

const LINE = 16
const WHEEL = 0.0015
/** A trackpad tells of a pinch as a wheel turned with Ctrl, in far smaller steps. */
const TRACKPAD_PINCH = 0.01
const TAP_MS = 300
const TAP_PX = 24

/** Wheel, double click, drag, pinch and, where it leads anywhere, swipe on the stage; returns what ends it. */
export function followGestures(stage: HTMLElement, zoom: ZoomControl, swipe?: Swipe): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const pointers = new Pointers(stage, zoom, swipe)
  stage.addEventListener('pointerdown', pointers.down, { signal })
  stage.addEventListener('pointermove', pointers.move, { signal })
  stage.addEventListener('pointerup', pointers.up, { signal })
  stage.addEventListener('pointercancel', pointers.cancel, { signal })
  stage.addEventListener('wheel', (event) => turn(event, stage, zoom), { signal, passive: false })
  return () => ended.abort()
}

function turn(event: WheelEvent, stage: HTMLElement, zoom: ZoomControl): void {
  event.preventDefault()
  zoom.stop()
  const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY
  zoom.zoomBy(Math.exp(-pixels * (event.ctrlKey ? TRACKPAD_PINCH : WHEEL)), pointOf(event, stage))
}

function pointOf(event: MouseEvent, stage: HTMLElement): Point {
  const { left, top, width, height } = stage.getBoundingClientRect()
  return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 }
}

/** The fingers, or the mouse, that are down: one drags or swipes, two pinch. */
class Pointers {
  readonly #stage: HTMLElement
  readonly #zoom: ZoomControl
  readonly #swipe: Swipe | undefined
  readonly #down = new Map<number, Point>()
  #speed: Point = { x: 0, y: 0 }
  #movedAt = 0
  #start: Point = { x: 0, y: 0 }
  #tap = { at: -TAP_MS, point: { x: 0, y: 0 } }

  constructor(stage: HTMLElement, zoom: ZoomControl, swipe: Swipe | undefined) {
    this.#stage = stage
    this.#zoom = zoom
    this.#swipe = swipe
  }

  down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#down.size === 2) return
    this.#stage.setPointerCapture(event.pointerId)
    this.#zoom.stop()
    const point = pointOf(event, this.#stage)
    this.#down.set(event.pointerId, point)
    this.#speed = { x: 0, y: 0 }
    if (this.#down.size === 2) this.#swipe?.cancel()
    else this.#start = point
    this.#stage.toggleAttribute('data-dragging', !this.#zoom.isFitted)
  }

  move = (event: PointerEvent): void => {
    const before = this.#down.get(event.pointerId)
    if (!before) return
    const point = pointOf(event, this.#stage)
    const by = { x: point.x - before.x, y: point.y - before.y }
    if (this.#down.size === 2) this.#pinch(event.pointerId, before, point)
    else if (!this.#zoom.isFitted) this.#drag(by, event.timeStamp)
    else if (event.pointerType !== 'mouse') this.#swipe?.move(by, event.timeStamp)
    this.#down.set(event.pointerId, point)
  }

  up = (event: PointerEvent): void => {
    if (!this.#down.delete(event.pointerId)) return
    if (this.#down.size > 0) return
    this.#stage.removeAttribute('data-dragging')
    if (this.#isDoubleTap(event)) {
      this.#swipe?.cancel()
      this.#zoom.toggle(pointOf(event, this.#stage))
    } else if (this.#swipe?.isMoving) this.#swipe?.end()
    else if (event.timeStamp - this.#movedAt < 60) this.#zoom.throwAt(this.#speed)
  }

  cancel = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId)
    this.#stage.removeAttribute('data-dragging')
    this.#swipe?.cancel()
  }

  #drag(by: Point, at: number): void {
    const passed = Math.max(1, at - this.#movedAt)
    this.#movedAt = at
    this.#speed = { x: by.x / passed, y: by.y / passed }
    this.#zoom.panBy(by)
  }

  #pinch(id: number, before: Point, point: Point): void {
    const other = [...this.#down].find(([key]) => key !== id)?.[1]
    if (!other) return
    const from = middle(before, other)
    const to = middle(point, other)
    this.#zoom.panBy({ x: to.x - from.x, y: to.y - from.y })
    this.#zoom.zoomBy(distance(point, other) / Math.max(1, distance(before, other)), to)
  }

  /** Of the mouse or of a finger alike: not every browser makes a double click of two taps. */
  #isDoubleTap(event: PointerEvent): boolean {
    const point = pointOf(event, this.#stage)
    if (distance(point, this.#start) > TAP_PX) return false
    const again = event.timeStamp - this.#tap.at < TAP_MS && distance(point, this.#tap.point) < TAP_PX
    this.#tap = { at: again ? -TAP_MS : event.timeStamp, point }
    return again
  }
}
