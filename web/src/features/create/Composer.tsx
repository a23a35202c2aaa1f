import { ArrowUp, ImagePlus } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useLayoutEffect, useRef } from 'react'
import { type Draft, fitDraft } from '@/shared/draft'
import { useEditor } from '@/shared/EditorContext'
import type { ImageModel } from '@/shared/graphql/queries'
import { Button, buttonClasses } from '@/shared/ui/Button'
import { FileButton } from '@/shared/ui/FileButton'
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
  const ready = fitted.prompt.trim() !== '' && !sending
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (ready) void generate(fitted, sourceImages.slice(0, model.maxSources))
  }
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <form
      onSubmit={submit}
      className="rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60"
    >
      <Suspense fallback={null}>
        {sourceImages.length > 0 && <SourceStrip sources={sourceImages} onChange={setSourceImages} />}
      </Suspense>
      <PromptField
        value={draft.prompt}
        placeholder={sourceImages.length > 0 ? words.placeholderEdit : words.placeholder}
        onChange={(prompt) => change({ prompt })}
        onSubmit={submit}
      />
      <Settings draft={fitted} change={change} model={model} models={models} />
      <div className="flex items-center gap-3 p-2.5">
        {model.maxSources > 0 && (
          <FileButton label={words.addSourceShort} className={buttonClasses('quiet')} onFiles={addSources}>
            <ImagePlus size={18} aria-hidden />
            {words.addSourceShort}
          </FileButton>
        )}
        <kbd className="ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400">
          {words.shortcut(isMac)}
        </kbd>
        <Button type="submit" tone="primary" disabled={!ready} className="pointer-coarse:ml-auto">
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

interface PromptFieldProps {
  value: string
  placeholder: string
  onChange: (value: string) => void
  onSubmit: () => void
}

function PromptField({ value, placeholder, onChange, onSubmit }: PromptFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows what is written
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [value])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSubmit()
  }
  return (
    <textarea
      ref={field}
      id="prompt"
      rows={3}
      aria-label={words.prompt}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      className="block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500"
    />
  )
}
