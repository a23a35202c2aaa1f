import { Store } from '@/shared/store'
import {
  bounded,
  fitScale,
  fitted,
  isFitted,
  type Point,
  panned,
  type Size,
  toggled,
  type View,
  zoomed,
} from './geometry'
import { calm } from './motion'

const MIDDLE: Point = { x: 0, y: 0 }
const SMOOTH = 'transform 180ms ease-out'
/** How much of its speed a thrown picture keeps from one millisecond to the next. */
const GLIDE = 0.996
const STANDSTILL = 0.02

/** Where the picture is shown, written to its frame without a render: one for each picture looked at, or for two of
 * one size that are moved in step, each on a stage as large as the other's. */
export class ZoomControl {
  readonly picture: Size
  readonly view: Store<View>
  #stage: Size = { width: 1, height: 1 }
  readonly #frames = new Set<HTMLElement>()
  #glide = 0

  constructor(picture: Size) {
    this.picture = picture
    this.view = new Store(fitted(picture, this.#stage))
  }

  /** Keeps the frame within the stage, also when that changes; returns what ends it. */
  attach(stage: HTMLElement, frame: HTMLElement): () => void {
    this.#frames.add(frame)
    const measure = () => this.#resize({ width: stage.clientWidth, height: stage.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(stage)
    return () => {
      this.stop()
      observer.disconnect()
      this.#frames.delete(frame)
    }
  }

  get isFitted(): boolean {
    return isFitted(this.view.get(), this.picture, this.#stage)
  }

  fit = (): void => this.#show(fitted(this.picture, this.#stage), true)
  full = (): void => this.#zoomTo(1, MIDDLE, true)
  toggle = (about: Point): void =>
    this.#show(toggled(this.view.get(), about, this.picture, this.#stage), true)

  zoomBy(factor: number, about: Point = MIDDLE, smooth = false): void {
    this.#zoomTo(this.view.get().scale * factor, about, smooth)
  }

  panBy(by: Point, smooth = false): void {
    this.#show(panned(this.view.get(), by, this.picture, this.#stage), smooth)
  }

  /** Lets a picture that was let go at this speed, in pixels a millisecond, come to rest by itself. */
  throwAt(speed: Point): void {
    if (calm() || Math.hypot(speed.x, speed.y) < STANDSTILL) return
    let last = performance.now()
    const glide = (now: number) => {
      const passed = now - last
      const kept = GLIDE ** (now - started)
      last = now
      this.panBy({ x: speed.x * kept * passed, y: speed.y * kept * passed })
      const moving = Math.hypot(speed.x, speed.y) * kept > STANDSTILL
      this.#glide = moving ? requestAnimationFrame(glide) : 0
    }
    const started = last
    this.#glide = requestAnimationFrame(glide)
  }

  stop(): void {
    cancelAnimationFrame(this.#glide)
  }

  #zoomTo(scale: number, about: Point, smooth: boolean): void {
    this.#show(zoomed(this.view.get(), scale, about, this.picture, this.#stage), smooth)
  }

  #resize(stage: Size): void {
    if (stage.width === 0 || stage.height === 0) return
    const wasFitted = this.isFitted
    this.#stage = stage
    const fit = fitScale(this.picture, stage)
    for (const frame of this.#frames) {
      frame.style.width = `${this.picture.width * fit}px`
      frame.style.height = `${this.picture.height * fit}px`
    }
    const view = this.view.get()
    this.#show(wasFitted ? fitted(this.picture, stage) : bounded(view, this.picture, stage), false)
  }

  #show(view: View, smooth: boolean): void {
    if (smooth) this.stop()
    this.view.set(view)
    const growth = view.scale / fitScale(this.picture, this.#stage)
    for (const frame of this.#frames) {
      frame.style.transition = smooth ? SMOOTH : ''
      frame.style.transform = `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${growth})`
      frame.parentElement?.toggleAttribute('data-zoomed', !this.isFitted)
    }
  }
}
