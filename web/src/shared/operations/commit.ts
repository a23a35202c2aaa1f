import type { QueryClient } from '@tanstack/react-query'
import type { Operation } from '@/shared/graphql/operations'
import type { PendingChange } from '@/shared/imageCache'
import { imageCacheOf } from '@/shared/useImageCache'
import { awaitedBy } from './awaited'
import { goneBy, isLarge, leftBy } from './follow'

/** Ends a change of the pictures that were shown as changed with what the operations came to. */
export function commit(
  client: QueryClient,
  pending: PendingChange,
  shown: readonly { id: string }[],
  operations: readonly Operation[],
): void {
  const left = leftBy(operations)
  const [one, ...others] = operations
  // Only then does its event name all of them.
  if (one && others.length === 0 && one.changed === shown.length && !isLarge(one)) {
    const changed = shown.map(({ id }) => id).filter((id) => !left.has(id))
    awaitedBy(client).expect(changed, one)
  }
  pending.commit(null, left)
  imageCacheOf(client).remove(goneBy(operations))
}
