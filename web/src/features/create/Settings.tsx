import type { Draft } from '@/shared/draft'
import type { ImageModel } from '@/shared/graphql/queries'
import { ChoiceField } from '@/shared/ui/ChoiceField'
import { words } from './words'

interface SettingsProps {
  draft: Draft
  change: (change: Partial<Draft>) => void
  model: ImageModel
  models: readonly ImageModel[]
}

/** Only what the chosen model can do. */
export function Settings({ draft, change, model, models }: SettingsProps) {
  const transparency = model.supportsTransparency && draft.outputFormat !== 'JPEG'
  const backgrounds = transparency
    ? (['AUTO', 'TRANSPARENT', 'OPAQUE'] as const)
    : (['AUTO', 'OPAQUE'] as const)
  const counts = Array.from({ length: model.maxImages }, (_, i) => i + 1)
  return (
    <div className="grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1">
      {models.length > 1 && (
        <ChoiceField
          label={words.model}
          value={model.name}
          options={models.map(({ name }) => ({ value: name, text: name }))}
          onChange={(name) => change({ model: name })}
        />
      )}
      <ChoiceField
        label={words.settings.size}
        value={draft.size}
        options={['auto', ...model.sizes.filter((size) => size !== 'auto')].map((size) => ({
          value: size,
          text: sizeText(size),
        }))}
        shortText={sizeText(draft.size).split(' ')[0]}
        onChange={(size) => change({ size })}
      />
      <ChoiceField
        label={words.settings.quality}
        value={draft.quality}
        options={enumOptions(model.qualities)}
        onChange={(quality) => change({ quality })}
      />
      <ChoiceField
        label={words.settings.background}
        value={draft.background}
        options={enumOptions(backgrounds)}
        onChange={(background) => change({ background })}
      />
      <ChoiceField
        label={words.settings.outputFormat}
        value={draft.outputFormat}
        options={model.formats.map((format) => ({ value: format, text: format }))}
        onChange={(outputFormat) => change({ outputFormat })}
      />
      <ChoiceField
        label={words.settings.n}
        value={String(draft.n)}
        options={counts.map((n) => ({ value: String(n), text: String(n) }))}
        onChange={(n) => change({ n: Number(n) })}
      />
    </div>
  )
}

function enumOptions<Value extends keyof typeof words.options>(values: readonly Value[]) {
  return values.map((value) => ({ value, text: words.options[value] }))
}

function sizeText(size: string): string {
  const [width, height] = size.split('x').map(Number)
  if (!width || !height) return words.sizes.auto
  if (width === height) return `${words.sizes.square} ${size}`
  return `${width > height ? words.sizes.landscape : words.sizes.portrait} ${size}`
}
