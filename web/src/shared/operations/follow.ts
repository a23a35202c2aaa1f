import { type Operation, OperationQuery } from '@/shared/graphql/operations'
import { ApiError, request } from '@/shared/graphql/request'

const EVERY_MS = 400
const MOST_NAMED = 100

/** The operation at its end; tells on the way how far it is. Raises what the server refuses for good. */
export async function finished(
  operation: Operation,
  onProgress: (operation: Operation) => void,
): Promise<Operation> {
  let current = operation
  while (current.status === 'RUNNING') {
    onProgress(current)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    current = (await read(current.id)) ?? current
  }
  return current
}

/** Null while the server cannot be reached: the operation goes on without us. */
async function read(id: string): Promise<Operation | null> {
  try {
    const { node } = await request(OperationQuery, { id })
    return node?.__typename === 'Operation' ? node : null
  } catch (error) {
    if (error instanceof ApiError && !/^HTTP_5|^UNAVAILABLE$|^RATE/.test(error.code)) throw error
    return null
  }
}

export function skippedOf(operation: Pick<Operation, 'skipped'>, reason: string): number {
  return operation.skipped.find((one) => one.reason === reason)?.count ?? 0
}

/** How many it has gone through; `matched` is only a lower bound until a worker has listed them. */
export function handled(operation: Operation): number {
  return operation.changed + operation.skipped.reduce((sum, one) => sum + one.count, 0)
}

/** The named ones that were left as they were, where that is not what was asked for. */
export function leftBy(operations: readonly Operation[]): Set<string> {
  const left = operations.flatMap((one) => one.skipped).filter(({ reason }) => reason !== 'ALREADY_SO')
  return new Set(left.flatMap(({ ids }) => ids))
}

/** The named ones that are not there any more. */
export function goneBy(operations: readonly Operation[]): string[] {
  const gone = operations.flatMap((one) => one.skipped)
  return gone.flatMap(({ reason, ids }) => (reason === 'NOT_FOUND' || reason === 'BEING_PURGED' ? ids : []))
}

/** More than its answer or its events name. */
export function isLarge(operation: Operation): boolean {
  return operation.matched > MOST_NAMED || operation.skipped.some((one) => one.count > one.ids.length)
}
