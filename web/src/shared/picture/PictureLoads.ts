interface Load {
  image: HTMLImageElement
  state: 'loading' | 'ready' | 'failed'
  settled: Promise<void>
}

/** Pictures loaded and decoded ahead, so that they can be shown without a blank frame; the rest is broken off. */
export class PictureLoads {
  readonly #loads = new Map<string, Load>()
  readonly #listeners = new Set<() => void>()
  #wanted = 0

  /** Loads the first addresses at once, the others one after the other behind them, and drops all else. */
  want(now: readonly string[], later: readonly string[]): void {
    const kept = new Set([...now, ...later])
    for (const src of this.#loads.keys()) if (!kept.has(src)) this.drop(src)
    this.#wanted += 1
    for (const src of now) this.#start(src, 'high')
    void this.#follow(later, this.#wanted)
  }

  /** The last of these addresses, the sharpest, that can be painted by now. */
  best(sources: readonly string[]): HTMLImageElement | null {
    const ready = sources.findLast((src) => this.#loads.get(src)?.state === 'ready')
    return (ready && this.#loads.get(ready)?.image) || null
  }

  hasFailed(src: string): boolean {
    return this.#loads.get(src)?.state === 'failed'
  }

  /** Forgets a picture; without its address the browser breaks its loading off. */
  drop(src: string): void {
    const load = this.#loads.get(src)
    this.#loads.delete(src)
    if (load?.state === 'loading') load.image.src = ''
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #follow(later: readonly string[], wanted: number): Promise<void> {
    await Promise.all([...this.#loads.values()].map((load) => load.settled))
    for (const src of later) {
      if (wanted !== this.#wanted) return
      await this.#start(src, 'low').settled
    }
  }

  #start(src: string, priority: 'high' | 'low'): Load {
    const known = this.#loads.get(src)
    if (known) return known
    const image = new Image()
    image.fetchPriority = priority
    image.draggable = false
    image.alt = ''
    image.className = 'absolute inset-0 size-full'
    image.src = src
    const load: Load = { image, state: 'loading', settled: Promise.resolve() }
    load.settled = image.decode().then(
      () => this.#settle(src, load, 'ready'),
      () => this.#settle(src, load, 'failed'),
    )
    this.#loads.set(src, load)
    return load
  }

  #settle(src: string, load: Load, state: Load['state']): void {
    load.state = state
    if (this.#loads.get(src) !== load) return
    for (const listener of this.#listeners) listener()
  }
}
