import type { ImageModel } from './graphql/queries'
import type { JobSettings } from './jobSettings'
import { Store, useStore } from './store'

export interface Draft extends JobSettings {
  prompt: string
  model: string | null
  n: number
}

const STORED = 'gallery.draft'

const FRESH: Draft = {
  prompt: '',
  model: null,
  size: 'auto',
  quality: 'AUTO',
  background: 'AUTO',
  outputFormat: 'PNG',
  n: 1,
}

/** What is being written; it survives a reload. */
const draft = new Store<Draft>(readDraft())

export function changeDraft(change: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...change })
  localStorage.setItem(STORED, JSON.stringify(draft.get()))
}

export function useDraft() {
  return [useStore(draft), changeDraft] as const
}

function readDraft(): Draft {
  try {
    return { ...FRESH, ...JSON.parse(localStorage.getItem(STORED) ?? '{}') }
  } catch {
    return FRESH
  }
}

/** The draft as this model can draw it: choices it does not know fall back. */
export function fitDraft(draft: Draft, model: ImageModel): Draft {
  const among = <Value>(value: Value, allowed: readonly Value[]) =>
    allowed.includes(value) ? value : (allowed[0] ?? value)
  const transparent = model.supportsTransparency && draft.outputFormat !== 'JPEG'
  return {
    ...draft,
    model: model.name,
    size: draft.size === 'auto' ? 'auto' : among(draft.size, ['auto', ...model.sizes]),
    quality: draft.quality === 'AUTO' ? 'AUTO' : among(draft.quality, ['AUTO', ...model.qualities]),
    outputFormat: among(draft.outputFormat, model.formats),
    background: draft.background === 'TRANSPARENT' && !transparent ? 'AUTO' : draft.background,
    n: Math.min(Math.max(1, draft.n), model.maxImages),
  }
}
