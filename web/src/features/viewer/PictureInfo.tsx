import { Copy, X } from 'lucide-react'
import { type LinkProps, useLocation } from 'react-router'
import { copyText } from '@/shared/copyText'
import { Highlighted } from '@/shared/find/Highlighted'
import { IconButton, iconButtonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import type { ViewerState } from '@/shared/viewerLink'
import { factsOf } from './facts'
import { Lineage } from './Lineage'
import type { ViewedPicture } from './usePictureDetails'
import { words } from './words'

interface PictureInfoProps {
  picture: ViewedPicture
  linkTo: (id: string) => Pick<LinkProps, 'to' | 'state'>
  onClose: () => void
}

const said = words.facts
/** Two facts of so many letters stand side by side. */
const SHORT = 11

/** All that is known of the picture: beside it, or on a sheet below it where the screen is narrow. */
export function PictureInfo({ picture, linkTo, onClose }: PictureInfoProps) {
  const search = (useLocation().state as ViewerState | null)?.list?.search
  return (
    <aside
      aria-label={words.info}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      className="shrink-0 overflow-y-auto overscroll-contain border-white/10 px-5 pt-3 pb-8 text-sm landscape:w-72 landscape:border-s lg:w-84 lg:border-s portrait:max-lg:max-h-[48%] portrait:max-lg:animate-rise portrait:max-lg:rounded-t-2xl portrait:max-lg:bg-zinc-900"
    >
      <div className="-me-2 flex items-center justify-between">
        <h2 className="font-medium">{words.info}</h2>
        <IconButton
          tone="onDark"
          label={words.closeInfo}
          onClick={onClose}
          className={iconButtonClasses('onDark', 'square', 'landscape:hidden lg:hidden')}
        >
          <X size={18} aria-hidden />
        </IconButton>
      </div>
      <dl>
        <Row name={said.prompt} text={picture.prompt} otherwise={said.noPrompt} search={search} large />
        {picture.revisedPrompt && <Row name={said.revised} text={picture.revisedPrompt} large />}
      </dl>
      <Lineage picture={picture} linkTo={linkTo} />
      <dl className="mt-4 grid grid-cols-2 gap-x-3 border-white/10 border-t pt-3">
        {factsOf(picture).map((fact) => (
          <Row key={fact.name} {...fact} />
        ))}
      </dl>
    </aside>
  )
}

interface RowProps {
  name: string
  text: string
  exact?: string
  otherwise?: string
  /** What was looked for, to be marked. */
  search?: string | undefined
  large?: boolean
}

function Row({ name, text, exact, otherwise, search, large }: RowProps) {
  return (
    <div className={classes('group relative py-1.5 pe-7', text.length > SHORT && 'col-span-2')}>
      <dt className="text-xs text-zinc-400">{name}</dt>
      <dd
        dir={large ? 'auto' : undefined}
        className={classes('wrap-anywhere', large ? 'whitespace-pre-wrap leading-relaxed' : 'leading-snug')}
      >
        {text ? <Highlighted text={text} search={search} /> : otherwise}
        {text && (
          <button
            type="button"
            aria-label={said.copy(name)}
            title={said.copy(name)}
            onClick={() => void copyText(exact ?? text, name)}
            className="absolute top-1 -inset-e-2 grid size-8 place-items-center rounded-lg text-zinc-400 opacity-0 transition-opacity hover:bg-white/10 hover:text-white focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100"
          >
            <Copy size={15} aria-hidden />
          </button>
        )}
      </dd>
    </div>
  )
}
