import type { Point } from './geometry'
import { calm } from './motion'

export type Way = 'left' | 'right' | 'up' | 'down'

/** Where a swipe leads; nowhere on a side where there is nothing. */
export type SwipeTargets = Partial<Record<Way, (() => void) | undefined>>

const SURE_PX = 8
const FAR = 0.25
/** Pixels a millisecond. */
const FAST = 0.5
const RESISTANCE = 0.3
const MS = 160

/** The whole picture follows the finger; `data-way` says where letting go would lead. */
export class Swipe {
  readonly #frame: HTMLElement
  readonly #targets: () => SwipeTargets
  #by: Point = { x: 0, y: 0 }
  #axis: 'x' | 'y' | null = null
  #speed = 0
  #movedAt = 0
  #isGone = false

  constructor(frame: HTMLElement, targets: () => SwipeTargets) {
    this.#frame = frame
    this.#targets = targets
  }

  get isMoving(): boolean {
    return this.#axis !== null
  }

  move(by: Point, at: number): void {
    if (this.#isGone) return
    this.#by = { x: this.#by.x + by.x, y: this.#by.y + by.y }
    this.#axis ??= axisOf(this.#by)
    if (!this.#axis) return
    this.#speed = by[this.#axis] / Math.max(1, at - this.#movedAt)
    this.#movedAt = at
    this.#frame.style.translate = this.#place()
    this.#frame.style.opacity = this.#axis === 'y' ? `${1 - this.#share()}` : ''
    this.#frame.dataset.way = this.#target() ? this.#way() : ''
  }

  end(): void {
    const leave = this.#target()
    if (!leave) {
      this.cancel()
      return
    }
    const away = AWAY[this.#way()]
    const from = this.#place()
    this.#isGone = true
    this.#reset()
    void this.#animate(from, away, 'forwards').then(leave)
  }

  /** Back to where it was. */
  cancel(): void {
    const from = this.#axis && this.#place()
    this.#reset()
    if (!from) return
    this.#frame.style.translate = ''
    this.#frame.style.opacity = ''
    this.#frame.dataset.way = ''
    void this.#animate(from, '0 0', 'none')
  }

  #target(): (() => void) | undefined {
    return this.#goes() ? this.#targets()[this.#way()] : undefined
  }

  #way(): Way {
    if (this.#axis === 'y') return this.#by.y > 0 ? 'down' : 'up'
    return this.#by.x > 0 ? 'right' : 'left'
  }

  /** Whether it went far or fast enough. */
  #goes(): boolean {
    if (!this.#axis) return false
    const by = this.#by[this.#axis]
    const isFast = Math.abs(this.#speed) > FAST && Math.sign(this.#speed) === Math.sign(by)
    return Math.abs(by) > lengthOf(this.#axis) * FAR || isFast
  }

  /** How much of the screen it has been moved by, along its way. */
  #share(): number {
    return this.#axis ? Math.abs(this.#moved()) / lengthOf(this.#axis) : 0
  }

  #moved(): number {
    return this.#by[this.#axis ?? 'x'] * (this.#targets()[this.#way()] ? 1 : RESISTANCE)
  }

  #place(): string {
    return this.#axis === 'y' ? `0 ${this.#moved()}px` : `${this.#moved()}px 0`
  }

  #reset(): void {
    this.#by = { x: 0, y: 0 }
    this.#axis = null
    this.#speed = 0
  }

  async #animate(from: string, to: string, fill: FillMode): Promise<void> {
    const duration = calm() ? 0 : MS
    const motion = this.#frame.animate([{ translate: from }, { translate: to }], {
      duration,
      fill,
      easing: 'ease-out',
    })
    await motion.finished.catch(() => undefined)
  }
}

const AWAY: Record<Way, string> = { left: '-100vw 0', right: '100vw 0', up: '0 -100vh', down: '0 100vh' }

function lengthOf(axis: 'x' | 'y'): number {
  return axis === 'y' ? window.innerHeight : window.innerWidth
}

function axisOf(by: Point): 'x' | 'y' | null {
  if (Math.hypot(by.x, by.y) < SURE_PX) return null
  return Math.abs(by.x) > Math.abs(by.y) ? 'x' : 'y'
}
