import { ArrowUp, ImagePlus } from 'lucide-react'
import { type FormEvent, lazy, Suspense } from 'react'
import { type Draft, fitDraft } from '@/shared/draft'
import { useEditor } from '@/shared/EditorContext'
import type { ImageModel } from '@/shared/graphql/queries'
import { Button, buttonClasses } from '@/shared/ui/Button'
import { FileButton } from '@/shared/ui/FileButton'
import { CostLine } from './CostLine'
import { fallbacks } from './fallbacks'
import { useDropGoneMask, useMaskId } from './mask/keptMask'
import { PromptField } from './PromptField'
import { Settings } from './Settings'
import { useGenerate } from './useGenerate'
import { words } from './words'

const SourceStrip = lazy(() => import('./SourceStrip').then((module) => ({ default: module.SourceStrip })))

interface ComposerProps {
  draft: Draft
  change: (change: Partial<Draft>) => void
  model: ImageModel
  models: readonly ImageModel[]
  addSources: (files: File[]) => void
}

export function Composer({ draft, change, model, models, addSources }: ComposerProps) {
  const { sourceImages, setSourceImages } = useEditor()
  const { generate, sending, error } = useGenerate()
  const fitted = fitDraft(draft, model)
  const firstMask = useMaskId(sourceImages[0])
  const maskId = model.supportsMask && model.maxSources > 0 ? firstMask : null
  useDropGoneMask(maskId)
  const ready = fitted.prompt.trim() !== '' && !sending
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (ready) void generate(fitted, sourceImages.slice(0, model.maxSources), maskId)
  }
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <form
      onSubmit={submit}
      className="rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60"
    >
      <Suspense fallback={null}>
        {sourceImages.length > 0 && (
          <SourceStrip
            sources={sourceImages}
            most={model.maxSources}
            takesMask={model.supportsMask && model.maxSources > 0}
            maskId={maskId}
            onChange={setSourceImages}
          />
        )}
      </Suspense>
      <PromptField
        value={draft.prompt}
        placeholder={sourceImages.length > 0 ? words.placeholderEdit : words.placeholder}
        onChange={(prompt) => change({ prompt })}
        onSubmit={submit}
      />
      <Settings draft={fitted} change={change} model={model} models={models} />
      <FallbackNote draft={draft} model={model} />
      <div className="px-4.5 pt-1.5">
        <CostLine draft={fitted} model={model.name} />
      </div>
      <div className="flex items-center gap-3 p-2.5">
        {model.maxSources > 0 && (
          <FileButton label={words.addSourceShort} className={buttonClasses('quiet')} onFiles={addSources}>
            <ImagePlus size={18} aria-hidden />
            {words.addSourceShort}
          </FileButton>
        )}
        <kbd className="ms-auto font-sans text-xs text-zinc-500 max-sm:hidden pointer-coarse:hidden dark:text-zinc-400">
          {words.shortcut(isMac)}
        </kbd>
        <Button
          type="submit"
          tone="primary"
          disabled={!ready}
          className="max-sm:ms-auto pointer-coarse:ms-auto"
        >
          <ArrowUp size={16} aria-hidden />
          {sending ? words.generating : words.generate}
        </Button>
      </div>
      <p role="alert" className="px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300">
        {error}
      </p>
    </form>
  )
}

/** A choice of another day, or of another model, that is not offered here. */
function FallbackNote({ draft, model }: { draft: Draft; model: ImageModel }) {
  const replaced = fallbacks(draft, model)
  return (
    <p role="status" className="px-4.5 text-amber-700 text-xs not-empty:pt-1.5 dark:text-amber-300">
      {replaced.length > 0 && `${words.notOffered} ${replaced.join(', ')}`}
    </p>
  )
}
