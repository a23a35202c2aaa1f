import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import { BulkUpdateImages, type ImageAction, type Operation } from '@/shared/graphql/operations'
import { refusalOf, request, type UserError } from '@/shared/graphql/request'
import type { VariablesOf } from '@/shared/graphql/tada'
import { serverFilter } from '@/shared/imageOrder'
import { moreTexts } from '@/shared/moreTexts'
import { reasonOf } from '@/shared/reasonOf'
import {
  countOf,
  isSelected,
  MOST_IDS,
  nothing,
  type Selection,
  selection,
} from '@/shared/selection/selection'
import { showToast } from '@/shared/toasts'
import { type Offer, offerUndo, operationsKey } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import { alters, changeBy } from './changes'
import { commit } from './commit'
import { finished, goneBy, isLarge } from './follow'
import { inTurn } from './inTurn'
import { progressOf, summaryOf } from './summaries'
import { undoDone } from './undoDone'

export type SelectionInput = VariablesOf<typeof BulkUpdateImages>['selection']

const words = moreTexts.operations

/** A selection as the server takes it: more ids than one request may name are several. */
export function inputsOf(chosen: Selection): SelectionInput[] {
  if (chosen.kind === 'matching') {
    const { filter, asOf, except, late } = chosen
    const exceptIds = [...except, ...late].slice(0, MOST_IDS)
    return [{ matching: { filter: serverFilter(filter), asOf, exceptIds } }]
  }
  const ids = [...chosen.pictures.keys()]
  return Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, i) => ({
    ids: ids.slice(i * MOST_IDS, (i + 1) * MOST_IDS),
  }))
}

/** Does something that can be undone to all that is selected: shown at once, followed to its end, offered to be undone. */
export async function actOn(client: QueryClient, chosen: Selection, action: ImageAction): Promise<void> {
  const cache = imageCacheOf(client)
  const before = loadedOf(client, chosen).filter((picture) => alters(action, picture))
  const pending = cache.change(before, changeBy(action))
  selection.set(nothing(chosen.filter))
  const offer = offerUndo(words.done[action](countOf(chosen)), async () => {
    const { operations } = await ended
    if (operations.length > 0) await undoDone(client, operations, before)
  })
  if (countOf(chosen) > MOST_IDS)
    offer.say({ text: words.running(words.doing[action], 0), progress: 'unknown' })
  const ended = inTurn(before, () => sendAll(chosen, action, offer))
  const { operations, error } = await ended
  if (error === null) commit(client, pending, before, operations)
  else {
    pending.rollback()
    cache.remove(goneBy(operations))
  }
  tellEnd(operations, error, offer)
  if (error !== null && operations.length === 0 && countOf(selection.get()) === 0) selection.set(chosen)
  if (error !== null || operations.some(isLarge)) void cache.refetch()
  void client.invalidateQueries({ queryKey: viewerKey })
  void client.invalidateQueries({ queryKey: operationsKey })
}

interface Ended {
  operations: Operation[]
  error: unknown
}

/** One request after the other, and no further once one has failed. */
async function sendAll(chosen: Selection, action: ImageAction, offer: Offer): Promise<Ended> {
  const operations: Operation[] = []
  try {
    for (const input of inputsOf(chosen)) {
      const started = await send(input, action)
      operations.push(await finished(started, (now) => offer.say(progressOf(now))))
    }
    return { operations, error: null }
  } catch (error) {
    return { operations, error }
  }
}

async function send(input: SelectionInput, action: ImageAction): Promise<Operation> {
  const { bulkUpdateImages } = await request(BulkUpdateImages, { selection: input, action })
  return operationOf(bulkUpdateImages)
}

export function operationOf(payload: { operation: Operation | null; userErrors: UserError[] }): Operation {
  if (payload.userErrors.length > 0 || !payload.operation) throw refusalOf(payload.userErrors)
  return payload.operation
}

function tellEnd(operations: readonly Operation[], error: unknown, offer: Offer): void {
  const text = summaryOf(operations)
  if (operations.every((one) => one.changed === 0)) offer.withdraw()
  else if (operations.some(isLarge)) offer.end(text)
  else offer.say({ text, progress: null })
  if (error !== null) showToast({ tone: 'error', text: reasonOf(error) })
  else if (operations.every((one) => one.changed === 0)) showToast({ text })
}

function loadedOf(client: QueryClient, chosen: Selection): Picture[] {
  if (chosen.kind === 'chosen') return [...chosen.pictures.values()]
  return imageCacheOf(client)
    .loaded(chosen.filter)
    .filter(({ id }) => isSelected(chosen, id))
}
