import type { Picture } from '@/shared/graphql/fragments'
import type { ImageListFilter } from '@/shared/imageOrder'
import { Store } from '@/shared/store'

/** As many as the server takes by name in one request, chosen or left out. */
export const MOST_IDS = 1000

/** Pictures by name. */
export interface Chosen {
  kind: 'chosen'
  filter: ImageListFilter
  pictures: ReadonlyMap<string, Picture>
}

/** Everything that matched the filter at the event `asOf`, less some. */
export interface Matching {
  kind: 'matching'
  filter: ImageListFilter
  asOf: string
  count: number
  byteSize: number
  starredCount: number
  /** Those that a person has taken out. */
  except: ReadonlySet<string>
  /** Those that have come since `asOf`, and so are not meant. */
  late: ReadonlySet<string>
}

export type Selection = Chosen | Matching

const NOTHING: ReadonlyMap<string, Picture> = new Map()

export function nothing(filter: ImageListFilter): Chosen {
  return { kind: 'chosen', filter, pictures: NOTHING }
}

/** What is selected in this window; every tile listens to its own share of it. */
export const selection = new Store<Selection>(nothing({ starred: false, trashed: false }))

/** The pictures that a click would add while Shift is held. */
export const candidates = new Store<ReadonlySet<string>>(new Set())

export function clearSelection(): void {
  const { filter } = selection.get()
  selection.set(nothing(filter))
}

export function isSelected(chosen: Selection, id: string): boolean {
  return chosen.kind === 'chosen' ? chosen.pictures.has(id) : !chosen.except.has(id) && !chosen.late.has(id)
}

export function countOf(chosen: Selection): number {
  return chosen.kind === 'chosen' ? chosen.pictures.size : chosen.count
}
