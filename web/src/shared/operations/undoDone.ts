import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import { type Operation, UndoOperation } from '@/shared/graphql/operations'
import { ApiError, refusalOf, request } from '@/shared/graphql/request'
import { moreTexts } from '@/shared/moreTexts'
import { reasonOf } from '@/shared/reasonOf'
import { dismissToast, showToast } from '@/shared/toasts'
import { operationsKey } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import { inverseOf } from './changes'
import { commit } from './commit'
import { finished, isLarge, skippedOf } from './follow'
import { inTurn } from './inTurn'

export type DoneOperation = Pick<Operation, 'id' | 'action' | 'changed' | 'skipped'>

const words = moreTexts.operations

/** Takes operations back, shown at once for the pictures given as they were before; says what came of it. */
export async function undoDone(
  client: QueryClient,
  operations: readonly DoneOperation[],
  before: readonly Picture[] = [],
): Promise<void> {
  const cache = imageCacheOf(client)
  const earlier = new Map(before.map((picture) => [picture.id, picture]))
  const action = operations[0]?.action
  const pending =
    action &&
    cache.change(
      before.map((picture) => cache.find(picture.id) ?? picture),
      (now) => inverseOf(action, earlier.get(now.id) ?? now),
    )
  try {
    const undone = await inTurn(before, () => Promise.all(operations.map(undoOne)))
    if (pending) commit(client, pending, before, undone)
    showToast({ text: outcome(operations, undone) })
    if (undone.some(isLarge)) void cache.refetch()
  } catch (error) {
    pending?.rollback()
    showToast({ tone: 'error', text: reasonOf(error) })
    void cache.refetch()
  }
  void client.invalidateQueries({ queryKey: viewerKey })
  void client.invalidateQueries({ queryKey: operationsKey })
}

/** Takes one operation back, on the server. */
export async function undoOne({ id }: Pick<DoneOperation, 'id'>): Promise<Operation> {
  const { undoOperation } = await request(UndoOperation, { id })
  const { operation, userErrors } = undoOperation
  if (userErrors.length > 0 || !operation) throw refusalOf(userErrors)
  if (operation.status !== 'RUNNING') return operation
  const toast = showToast({ text: words.undoing, progress: 'unknown' })
  const end = await finished(operation, () => {}).finally(() => dismissToast(toast))
  if (end.error) throw new ApiError(end.error, 'USER_ERROR')
  return end
}

function outcome(before: readonly DoneOperation[], undone: readonly Operation[]): string {
  const sum = (of: (one: Operation, index: number) => number) =>
    undone.reduce((total, one, index) => total + of(one, index), 0)
  const changed = sum((one) => skippedOf(one, 'CHANGED_SINCE'))
  const gone = sum((one, i) => {
    const known = before[i]
    return skippedOf(one, 'NOT_FOUND') - (known ? skippedOf(known, 'NOT_FOUND') : 0)
  })
  const back = before.reduce((total, one) => total + one.changed, 0) - changed - gone
  return (
    words.undone(back) + (changed > 0 ? words.changedSince(changed) : '') + (gone > 0 ? words.gone(gone) : '')
  )
}
