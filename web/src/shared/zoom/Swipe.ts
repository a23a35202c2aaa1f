import { isMirrored } from '@/shared/texts/locale'
import type { Point } from './geometry'
import { calm } from './motion'

/** Where a swipe leads; nowhere on a side where there is nothing. */
export interface SwipeTargets {
  previous?: (() => void) | undefined
  next?: (() => void) | undefined
  close: () => void
}

const SURE_PX = 8
const FAR = 0.25
/** Pixels a millisecond. */
const FAST = 0.5
const RESISTANCE = 0.3
const MS = 160

/** The whole picture follows the finger: sideways to its neighbours, down to close. */
export class Swipe {
  readonly #frame: HTMLElement
  readonly #targets: () => SwipeTargets
  #by: Point = { x: 0, y: 0 }
  #axis: 'x' | 'y' | null = null
  #speed = 0
  #movedAt = 0

  constructor(frame: HTMLElement, targets: () => SwipeTargets) {
    this.#frame = frame
    this.#targets = targets
  }

  get isMoving(): boolean {
    return this.#axis !== null
  }

  move(by: Point, at: number): void {
    this.#by = { x: this.#by.x + by.x, y: this.#by.y + by.y }
    this.#axis ??= axisOf(this.#by)
    if (!this.#axis) return
    this.#speed = by[this.#axis] / Math.max(1, at - this.#movedAt)
    this.#movedAt = at
    this.#frame.style.translate = this.#place()
    this.#frame.style.opacity =
      this.#axis === 'y' ? `${1 - Math.max(0, this.#by.y) / window.innerHeight}` : ''
  }

  end(): void {
    const leave = this.#target()
    if (!leave) {
      this.cancel()
      return
    }
    const away =
      this.#axis === 'y' ? `0 ${window.innerHeight}px` : `${Math.sign(this.#by.x) * window.innerWidth}px 0`
    const from = this.#place()
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
    void this.#animate(from, '0 0', 'none')
  }

  #target(): (() => void) | undefined {
    const { previous, next, close } = this.#targets()
    if (this.#axis === 'y') return this.#goes(this.#by.y, window.innerHeight) > 0 ? close : undefined
    const way = this.#goes(this.#by.x, window.innerWidth)
    if (way === 0) return undefined
    return way > 0 !== isMirrored ? previous : next
  }

  /** 1 or -1 when it went far or fast enough that way, else 0. */
  #goes(by: number, length: number): number {
    const isFast = Math.abs(this.#speed) > FAST && Math.sign(this.#speed) === Math.sign(by)
    return Math.abs(by) > length * FAR || isFast ? Math.sign(by) : 0
  }

  #place(): string {
    if (this.#axis === 'y') return `0 ${Math.max(0, this.#by.y)}px`
    const { previous, next } = this.#targets()
    const isFree = this.#by.x > 0 !== isMirrored ? previous : next
    return `${this.#by.x * (isFree ? 1 : RESISTANCE)}px 0`
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

function axisOf(by: Point): 'x' | 'y' | null {
  if (Math.hypot(by.x, by.y) < SURE_PX) return null
  return Math.abs(by.x) > Math.abs(by.y) ? 'x' : 'y'
}
