import { useCallback, useEffect, useState } from 'react'
import type { ImageModel } from '@/shared/graphql/queries'
import type { JobSettings } from '@/shared/jobSettings'

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

/** What is being written survives a reload. */
export function useDraft() {
  const [draft, setDraft] = useState<Draft>(readDraft)
  useEffect(() => localStorage.setItem(STORED, JSON.stringify(draft)), [draft])
  const change = useCallback((change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change })), [])
  return [draft, change] as const
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
