import type { Picture } from '@/shared/graphql/fragments'
import { SelectionSummaryQuery } from '@/shared/graphql/operations'
import { request } from '@/shared/graphql/request'
import type { ImageCache } from '@/shared/imageCache'
import { belongs, type ImageListFilter, serverFilter } from '@/shared/imageOrder'
import { inputsOf } from '@/shared/operations/actOn'
import { reasonOf } from '@/shared/reasonOf'
import { type Chosen, clearSelection, type Matching, selection } from '@/shared/selection/selection'
import { throttled } from '@/shared/throttled'
import { showToast } from '@/shared/toasts'

const COUNT_AFTER_MS = 300
const NONE: ReadonlySet<string> = new Set()

/** Selects all that matches, on the server and as of this moment: what comes later is not meant. */
export async function selectEverything(filter: ImageListFilter): Promise<void> {
  const before = selection.get()
  try {
    const matching = { filter: serverFilter(filter) }
    const { selectionSummary } = await request(SelectionSummaryQuery, { selection: { matching } })
    const { asOf, count, byteSize, starredCount } = selectionSummary
    // A person who has gone on meanwhile means what they see now.
    if (selection.get() !== before || count === 0) return
    selection.set({ kind: 'matching', filter, asOf, count, byteSize, starredCount, except: NONE, late: NONE })
  } catch (error) {
    showToast({ tone: 'error', text: reasonOf(error) })
  }
}

/** Keeps the selection true to what happens to pictures, here and in other windows. */
export function keepTrue(cache: ImageCache): () => void {
  const countAgain = throttled(() => void recount(), COUNT_AFTER_MS)
  return cache.watch(({ pictures, gone, moved }) => {
    const now = selection.get()
    if (now.kind === 'chosen') {
      selection.set(pruned(now, pictures, gone))
      return
    }
    const arrived = moved ? pictures.filter((one) => belongs(one, now.filter) && !now.except.has(one.id)) : []
    if (arrived.length > 0)
      selection.set({ ...now, late: new Set([...now.late, ...arrived.map(({ id }) => id)]) })
    countAgain()
  })
}

/** Without what has left the list; what is still there, as it is now. */
function pruned(now: Chosen, pictures: readonly Picture[], gone: readonly string[]): Chosen {
  const known = pictures.filter(({ id }) => now.pictures.has(id))
  const lost = gone.filter((id) => now.pictures.has(id))
  if (known.length + lost.length === 0) return now
  const next = new Map(now.pictures)
  for (const id of lost) next.delete(id)
  for (const picture of known) {
    if (belongs(picture, now.filter)) next.set(picture.id, picture)
    else next.delete(picture.id)
  }
  return { ...now, pictures: next }
}

async function recount(): Promise<void> {
  const now = selection.get()
  const [input] = inputsOf(now)
  if (now.kind !== 'matching' || !input) return
  const found = await request(SelectionSummaryQuery, { selection: input }).catch(() => null)
  const same = selection.get()
  if (!found || same.kind !== 'matching' || !isSame(same, now)) return
  const { count, byteSize, starredCount } = found.selectionSummary
  if (count === 0) clearSelection()
  else selection.set({ ...same, count, byteSize, starredCount })
}

function isSame(a: Matching, b: Matching): boolean {
  return a.asOf === b.asOf && a.except === b.except && a.late === b.late
}
