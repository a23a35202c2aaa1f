import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import { randomKey } from '@/shared/randomKey'

/** Told of a picture that came by a later attempt than the one that was waited for. */
export type OnLate = (picture: Picture) => void

/** A file on its way, and who waits for it. */
export class Task {
  readonly id: number
  readonly file: File
  readonly client: QueryClient
  key = randomKey()
  stop = new AbortController()
  /** The picture that it has become. */
  made: string | null = null
  #settle: (picture: Picture | null) => void = () => undefined
  #attempt = this.#begun()
  #late: OnLate[] = []

  constructor(id: number, file: File, client: QueryClient) {
    this.id = id
    this.file = file
    this.client = client
  }

  /** What the attempt under way comes to. Null where to nothing: what another one brings, `onLate` is told. */
  async picture(onLate?: OnLate): Promise<Picture | null> {
    const picture = await this.#attempt
    if (!picture && onLate) this.#late.push(onLate)
    return picture
  }

  settle(picture: Picture | null): void {
    this.#settle(picture)
    if (!picture) return
    this.made = picture.id
    for (const tell of this.#late.splice(0)) tell(picture)
  }

  /** Begins another attempt. */
  renew(): void {
    this.stop = new AbortController()
    this.#attempt = this.#begun()
  }

  #begun(): Promise<Picture | null> {
    return new Promise((resolve) => {
      this.#settle = resolve
    })
  }
}
