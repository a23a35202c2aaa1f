import { type Draft, fitDraft } from '@/shared/draft'
import type { ImageModel } from '@/shared/graphql/queries'
import { words } from './words'

const SETTINGS = ['size', 'quality', 'background', 'outputFormat', 'n'] as const

const OPTIONS: Record<string, string> = words.options

/** What was chosen and cannot be had of this model, in words, with what stands in for it. */
export function fallbacks(draft: Draft, model: ImageModel): string[] {
  const fitted = fitDraft(draft, model)
  const changed = SETTINGS.filter((name) => fitted[name] !== draft[name]).map((name) =>
    words.fallback(words.settings[name], choiceText(draft[name]), choiceText(fitted[name])),
  )
  const gone = draft.model !== null && draft.model !== model.name
  return gone ? [words.fallback(words.model, draft.model ?? '', model.name), ...changed] : changed
}

function choiceText(value: string | number): string {
  const text = String(value)
  if (text.toLowerCase() === 'auto') return words.sizes.auto
  return OPTIONS[text] ?? text
}
