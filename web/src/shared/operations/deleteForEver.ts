import type { QueryClient } from '@tanstack/react-query'
import { formatBytes } from '@/shared/formatDetails'
import type { Picture } from '@/shared/graphql/fragments'
import {
  BulkUpdateImages,
  EmptyTrash,
  type Operation,
  SelectionSummaryQuery,
} from '@/shared/graphql/operations'
import { request } from '@/shared/graphql/request'
import type { ResultOf } from '@/shared/graphql/tada'
import { moreTexts } from '@/shared/moreTexts'
import { ask, type Question } from '@/shared/questions'
import { reasonOf } from '@/shared/reasonOf'
import { nothing, type Selection, selection } from '@/shared/selection/selection'
import { dismissToast, showToast, updateToast } from '@/shared/toasts'
import { operationsKey } from '@/shared/undo'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import { inputsOf, operationOf, type SelectionInput } from './actOn'
import { finished, isLarge, leftBy } from './follow'
import { allAnswered } from './inTurn'
import { progressOf, summaryOf } from './summaries'

type Summary = ResultOf<typeof SelectionSummaryQuery>['selectionSummary']

const TRASH = { matching: { filter: { trashed: true } } }
const words = moreTexts.deletion

/** Deletes one picture of the trash for good, once that is confirmed; whether it was. */
export function deletePicture(client: QueryClient, picture: Picture): Promise<boolean> {
  return deleteSelected(client, {
    ...nothing({ starred: false, trashed: true }),
    pictures: new Map([[picture.id, picture]]),
  })
}

/** Deletes what is selected in the trash for good, once its exact number is confirmed. */
export async function deleteSelected(client: QueryClient, chosen: Selection): Promise<boolean> {
  const inputs = inputsOf(chosen)
  return confirmed(client, inputs, words.title, async () => {
    selection.set(nothing(chosen.filter))
    const operations: Operation[] = []
    for (const input of inputs) operations.push(await deleteAll(input))
    const left = leftBy(operations)
    const ids = chosen.kind === 'chosen' ? [...chosen.pictures.keys()] : []
    imageCacheOf(client).remove(ids.filter((id) => !left.has(id)))
    return operations
  })
}

/** Deletes for good what is in the trash now, once its exact number is confirmed. */
export async function emptyTrash(client: QueryClient): Promise<void> {
  await confirmed(client, [TRASH], words.emptyTitle, async ([summary]) => {
    if (!summary) return []
    selection.set(nothing(selection.get().filter))
    const { emptyTrash: payload } = await request(EmptyTrash, { asOf: summary.asOf })
    return [await followed(operationOf(payload))]
  })
}

/** Asks with the number that the server counts, and acts on exactly those; whether all went well. */
async function confirmed(
  client: QueryClient,
  inputs: readonly SelectionInput[],
  title: (count: number) => string,
  act: (summaries: Summary[]) => Promise<Operation[]>,
): Promise<boolean> {
  try {
    // What is on its way counts too.
    await allAnswered()
    const summaries = await Promise.all(inputs.map(summarise))
    const count = sum(summaries, 'count')
    if (count === 0) {
      showToast({ text: words.nothing })
      return false
    }
    if (!(await ask(questionOf(summaries, title(count))))) return false
    const operations = await act(summaries)
    showToast({ text: summaryOf(operations) })
    if (operations.some(isLarge)) void imageCacheOf(client).refetch()
    void client.invalidateQueries({ queryKey: viewerKey })
    void client.invalidateQueries({ queryKey: operationsKey })
    return true
  } catch (error) {
    showToast({ tone: 'error', text: reasonOf(error) })
    void imageCacheOf(client).refetch()
    return false
  }
}

function questionOf(summaries: readonly Summary[], title: string): Question {
  const used = sum(summaries, 'usedAsSourceCount')
  const size = words.body(formatBytes(sum(summaries, 'byteSize')))
  return {
    title,
    body: used > 0 ? [words.sources(used), size] : [size],
    confirm: words.confirm(sum(summaries, 'count')),
    cancel: words.cancel,
  }
}

async function summarise(input: SelectionInput): Promise<Summary> {
  return (await request(SelectionSummaryQuery, { selection: input })).selectionSummary
}

function sum(summaries: readonly Summary[], field: 'count' | 'byteSize' | 'usedAsSourceCount'): number {
  return summaries.reduce((total, one) => total + one[field], 0)
}

async function deleteAll(input: SelectionInput): Promise<Operation> {
  const { bulkUpdateImages } = await request(BulkUpdateImages, { selection: input, action: 'DELETE' })
  return followed(operationOf(bulkUpdateImages))
}

async function followed(operation: Operation): Promise<Operation> {
  if (operation.status !== 'RUNNING') return operation
  const toast = showToast({ ...progressOf(operation) })
  return finished(operation, (now) => updateToast(toast, progressOf(now))).finally(() => dismissToast(toast))
}
