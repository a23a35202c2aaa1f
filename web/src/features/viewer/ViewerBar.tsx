import { Download, Info, Pencil, Star, Trash2, Undo2, X } from 'lucide-react'
import type { Picture } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { IconButton, iconButtonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'

export interface ViewerActions {
  close: () => void
  star: () => void
  edit: () => void
  copyPrompt: () => void
  trashOrRestore: () => void
  deleteForEver: () => void
  toggleInfo: () => void
}

interface ViewerBarProps {
  picture: Picture | null
  info: boolean
  actions: ViewerActions
}

export function ViewerBar({ picture, info, actions }: ViewerBarProps) {
  return (
    <div className="flex shrink-0 items-center gap-1 p-2 sm:px-4">
      <IconButton tone="onDark" label={texts.viewer.close} onClick={actions.close}>
        <X size={20} aria-hidden />
      </IconButton>
      <span className="ml-auto" />
      {picture && (
        <>
          <PictureButtons picture={picture} actions={actions} />
          <IconButton
            tone="onDark"
            label={texts.viewer.info}
            aria-pressed={info}
            onClick={actions.toggleInfo}
            className={info ? 'bg-white/10' : ''}
          >
            <Info size={20} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  )
}

function PictureButtons({ picture, actions }: { picture: Picture; actions: ViewerActions }) {
  const words = texts.gallery
  const trashed = picture.deletedAt !== null
  return (
    <>
      {!trashed && (
        <>
          <IconButton
            tone="onDark"
            label={picture.starred ? words.unstar : words.star}
            aria-pressed={picture.starred}
            onClick={actions.star}
          >
            <Star
              size={20}
              className={classes(picture.starred && 'fill-amber-300 text-amber-300')}
              aria-hidden
            />
          </IconButton>
          <IconButton tone="onDark" label={words.edit} onClick={actions.edit}>
            <Pencil size={20} aria-hidden />
          </IconButton>
        </>
      )}
      <a
        href={picture.downloadUrl}
        download
        aria-label={words.download}
        title={words.download}
        className={iconButtonClasses('onDark')}
      >
        <Download size={20} aria-hidden />
      </a>
      <IconButton
        tone="onDark"
        label={trashed ? texts.trash.restore : words.trash}
        onClick={actions.trashOrRestore}
      >
        {trashed ? <Undo2 size={20} aria-hidden /> : <Trash2 size={20} aria-hidden />}
      </IconButton>
      {trashed && (
        <IconButton tone="onDark" label={texts.trash.deleteForEver} onClick={actions.deleteForEver}>
          <Trash2 size={20} aria-hidden />
        </IconButton>
      )}
    </>
  )
}
