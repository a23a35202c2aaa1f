import type { Picture } from './graphql/fragments'
import { belongs, type ImageListFilter, isDecided } from './imageOrder'

const SEARCHES_KEPT = 20

/** Which pictures searches have found, as far as the server has told. A prompt never changes, so neither does this. */
export class SearchHits {
  readonly #found = new Map<string, Set<string>>()

  add({ search }: ImageListFilter, pictures: readonly Picture[]): void {
    if (!search) return
    const found = this.#found.get(search) ?? new Set()
    for (const { id } of pictures) found.add(id)
    this.#found.delete(search)
    this.#found.set(search, found)
    const [oldest] = this.#found.keys()
    if (this.#found.size > SEARCHES_KEPT && oldest !== undefined) this.#found.delete(oldest)
  }

  /** Whether only the server can say if a picture stands in a list. */
  isOpen(picture: Picture, filter: ImageListFilter): boolean {
    if (isDecided(filter) || !belongs(picture, filter)) return false
    return !this.#found.get(filter.search ?? '')?.has(picture.id)
  }
}
