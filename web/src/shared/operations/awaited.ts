import type { QueryClient } from '@tanstack/react-query'

const LONGEST_MS = 5_000
const MOST_HEARD = 100

interface Told {
  id: string
  status: string
}

/** The events of what an answer has already told: others that come before them tell of something earlier. */
export class Awaited {
  readonly #events = new Map<string, { event: string; until: number }>()
  readonly #heard = new Set<string>()

  expect(pictures: Iterable<string>, operation: Told): void {
    const event = namesOf(operation).at(-1) ?? ''
    for (const picture of pictures) {
      if (this.#heard.has(event)) this.#events.delete(picture)
      else this.#events.set(picture, { event, until: performance.now() + LONGEST_MS })
    }
  }

  hear(operation: Told): void {
    for (const event of namesOf(operation)) this.#hear(event)
  }

  /** Whether what an event tells of a picture is older than what is known. */
  isFor(picture: string): boolean {
    const awaited = this.#events.get(picture)
    return awaited !== undefined && performance.now() < awaited.until
  }

  #hear(heard: string): void {
    this.#heard.add(heard)
    for (const old of this.#heard) if (this.#heard.size > MOST_HEARD) this.#heard.delete(old)
    for (const [picture, { event }] of this.#events) if (event === heard) this.#events.delete(picture)
  }
}

const known = new WeakMap<QueryClient, Awaited>()

export function awaitedBy(client: QueryClient): Awaited {
  const found = known.get(client) ?? new Awaited()
  known.set(client, found)
  return found
}

/** One that is undone has been done before. */
function namesOf({ id, status }: Told): string[] {
  return status === 'UNDONE' ? [id, `${id} undone`] : [id]
}
