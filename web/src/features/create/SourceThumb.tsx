import { X } from 'lucide-react'
import type { ComponentProps, KeyboardEvent } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { BlurUp } from '@/shared/picture/BlurUp'
import { classes } from '@/shared/ui/classes'
import { unmirrored } from '@/shared/ui/mirrored'
import { MaskOverlay } from './mask/MaskOverlay'
import { words } from './words'

interface SourceThumbProps {
  source: Picture
  name: string
  maskId: string | null
  isLeftOut: boolean
  isDragged: boolean
  handlers: ComponentProps<'li'>
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

const STEPS: Record<string, 1 | -1> = { ArrowLeft: -1, ArrowRight: 1 }

export function SourceThumb(props: SourceThumbProps) {
  const { source, name, maskId, isLeftOut, isDragged, handlers, onMove, onRemove } = props
  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[unmirrored(event.key)]
    if (by) onMove(by)
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
    else return
    event.preventDefault()
  }
  return (
    <li
      {...handlers}
      className={classes(
        'relative size-18 touch-none overflow-hidden rounded-lg transition-transform motion-reduce:transition-none',
        isDragged && 'z-10 scale-105 shadow-lg ring-2 ring-violet-500',
        isLeftOut && 'opacity-40',
      )}
    >
      <button
        type="button"
        aria-label={maskId ? `${name}, ${words.masked}` : name}
        aria-keyshortcuts="ArrowLeft ArrowRight Delete"
        title={source.prompt || undefined}
        onKeyDown={onKeyDown}
        className="absolute inset-0 cursor-grab rounded-lg focus-visible:-outline-offset-2 active:cursor-grabbing"
      >
        <BlurUp thumbhash={source.thumbhash} src={source.small} alt="" />
        {maskId && <MaskOverlay id={maskId} />}
      </button>
      <button
        type="button"
        aria-label={words.removeSource}
        title={words.removeSource}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={onRemove}
        className="absolute top-1 inset-e-1 grid size-6 place-items-center rounded-full bg-black/55 text-white hover:bg-black/80 focus-visible:outline-white"
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  )
}
