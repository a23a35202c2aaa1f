import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import { BulkUpdateImages } from '@/shared/graphql/operations'
import { request } from '@/shared/graphql/request'
import type { PendingChange } from '@/shared/imageCache'
import { operationOf } from '@/shared/operations/actOn'
import { changeBy, inverseOf } from '@/shared/operations/changes'
import { goneBy, leftBy } from '@/shared/operations/follow'
import { type DoneOperation, undoOne } from '@/shared/operations/undoDone'
import { operationsKey } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import type { Deed } from './decisions'

/** An operation, and the pictures as they were before it, as far as that is known. */
export interface Done {
  operation: DoneOperation
  before: readonly Picture[]
}

/**
 * Sends every decision as it is made, so that a tab that is closed has lost none of them. What concerns the same
 * picture is sent one after the other, all else at once: no undo overtakes what it takes back.
 */
export class Ledger {
  readonly #client: QueryClient
  readonly #busy = new Map<string, Promise<unknown>>()

  constructor(client: QueryClient) {
    this.#client = client
  }

  /** Shows it at once. Raises what the server refuses, and then shows what was before. */
  async carryOut(deeds: readonly Deed[]): Promise<Done[]> {
    const cache = imageCacheOf(this.#client)
    const sent = deeds.map(({ action, pictures }) => {
      const ids = pictures.map(({ id }) => id)
      const pending = cache.change(pictures, changeBy(action))
      return this.#after(ids, pending, async () => {
        const { bulkUpdateImages } = await request(BulkUpdateImages, { selection: { ids }, action })
        const operation = operationOf(bulkUpdateImages)
        pending.commit(null, leftBy([operation]))
        cache.remove(goneBy([operation]))
        return { operation, before: pictures }
      })
    })
    return Promise.all(sent)
  }

  /** Takes back what was done, the last first. */
  async takeBack(done: readonly Done[]): Promise<void> {
    const cache = imageCacheOf(this.#client)
    const sent = done.toReversed().map(({ operation, before }) => {
      if (operation.changed === 0) return null
      const earlier = new Map(before.map((picture) => [picture.id, picture]))
      const pending = cache.change(
        before.map((picture) => cache.find(picture.id) ?? picture),
        (now) => inverseOf(operation.action, earlier.get(now.id) ?? now),
      )
      return this.#after([...earlier.keys()], pending, async () => {
        const end = await undoOne(operation)
        pending.commit(null, leftBy([end]))
        cache.remove(goneBy([end]))
      })
    })
    await Promise.all(sent)
  }

  #after<Result>(
    ids: readonly string[],
    pending: PendingChange,
    send: () => Promise<Result>,
  ): Promise<Result> {
    const earlier = ids.flatMap((id) => this.#busy.get(id) ?? [])
    const sent = Promise.allSettled(earlier)
      .then(send)
      .catch((error) => {
        pending.rollback()
        throw error
      })
    const ended = sent.catch(() => undefined).then(() => this.#tell())
    for (const id of ids) this.#busy.set(id, ended)
    return sent
  }

  #tell(): void {
    void this.#client.invalidateQueries({ queryKey: viewerKey })
    void this.#client.invalidateQueries({ queryKey: operationsKey })
  }
}
