import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import { BulkUpdateImages, type ImageAction } from '@/shared/graphql/operations'
import { request } from '@/shared/graphql/request'
import type { ImageCache, PendingChange } from '@/shared/imageCache'
import { operationOf } from '@/shared/operations/actOn'
import { changeBy, inverseOf } from '@/shared/operations/changes'
import { commit } from '@/shared/operations/commit'
import { inTurn } from '@/shared/operations/inTurn'
import { type DoneOperation, undoOne } from '@/shared/operations/undoDone'
import { operationsKey } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import type { Deed } from './decisions'

/** What an operation can change of a picture. */
export type Was = Pick<Picture, 'id' | 'starred' | 'deletedAt' | 'purgeAt'>

/** An operation, and what it changed as it was before. */
export interface Done {
  operation: DoneOperation
  before: readonly Was[]
}

/** What the server was asked to do. The operation is missing as long as there is no answer. */
export interface Entry {
  action: ImageAction
  before: readonly Was[]
  operation: Promise<DoneOperation>
}

/** Sends every decision as it is made, so that a tab that is closed has lost none of them. */
export class Ledger {
  readonly #client: QueryClient
  readonly #cache: ImageCache
  readonly #find: (id: string) => Picture | undefined

  constructor(client: QueryClient, find: (id: string) => Picture | undefined) {
    this.#client = client
    this.#cache = imageCacheOf(client)
    this.#find = find
  }

  /** Shows it at once, and what was before when the server refuses. */
  carryOut(deeds: readonly Deed[]): Entry[] {
    return deeds.map(({ action, pictures }) => {
      const before = pictures.map(wasOf)
      const pending = this.#cache.change(pictures, changeBy(action))
      const operation = this.#send(before, pending, async () => {
        const selection = { ids: before.map(({ id }) => id) }
        const { bulkUpdateImages } = await request(BulkUpdateImages, { selection, action })
        const done = operationOf(bulkUpdateImages)
        commit(this.#client, pending, before, [done])
        return done
      })
      return { action, before, operation }
    })
  }

  /** Shows it at once, the last first; raises what the server refuses to take back. */
  async takeBack(entries: readonly Entry[]): Promise<void> {
    await Promise.all(entries.toReversed().map((entry) => this.#takeBack(entry)))
  }

  #takeBack({ action, before, operation }: Entry): Promise<void> {
    const earlier = new Map(before.map((was) => [was.id, was]))
    const pending = this.#cache.change(
      before.flatMap(({ id }) => this.#cache.find(id) ?? this.#find(id) ?? []),
      (now) => inverseOf(action, earlier.get(now.id) ?? now),
    )
    return this.#send(before, pending, async () => {
      const done = await operation.catch(() => null)
      if (done?.changed) commit(this.#client, pending, before, [await undoOne(done)])
      else pending.rollback()
    })
  }

  #send<Answer>(
    pictures: readonly Was[],
    pending: PendingChange,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const sent = inTurn(pictures, send).catch((error) => {
      pending.rollback()
      throw error
    })
    sent.catch(() => undefined).then(() => this.#tell())
    return sent
  }

  #tell(): void {
    void this.#client.invalidateQueries({ queryKey: viewerKey })
    void this.#client.invalidateQueries({ queryKey: operationsKey })
  }
}

function wasOf({ id, starred, deletedAt, purgeAt }: Picture): Was {
  return { id, starred, deletedAt, purgeAt }
}
