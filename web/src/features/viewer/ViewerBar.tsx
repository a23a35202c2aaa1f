import { Download, Info, Pencil, Repeat2, Star, Trash2, Undo2, X } from 'lucide-react'
import { shortcutOf } from '@/shared/actions/actions'
import type { Picture } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { IconButton, iconButtonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { MoreMenu } from './MoreMenu'
import type { ViewerActions } from './useViewerActions'
import { words } from './words'

interface ViewerBarProps {
  picture: Picture | null
  info: boolean
  actions: ViewerActions
}

export function ViewerBar({ picture, info, actions }: ViewerBarProps) {
  return (
    <div className="flex shrink-0 items-center p-2 sm:gap-1 sm:px-4">
      <IconButton tone="onDark" label={words.close} aria-keyshortcuts="Escape" onClick={actions.close}>
        <X size={20} aria-hidden />
      </IconButton>
      <span className="ms-auto" />
      {picture && (
        <>
          {picture.deletedAt ? (
            <TrashedButtons picture={picture} actions={actions} />
          ) : (
            <LiveButtons picture={picture} actions={actions} />
          )}
          <MoreMenu hasPrompt={picture.prompt !== ''} actions={actions} />
          <IconButton
            tone="onDark"
            label={words.info}
            aria-pressed={info}
            aria-keyshortcuts="I"
            onClick={actions.toggleInfo}
            className={iconButtonClasses('onDark', 'square', info ? 'bg-white/10' : '')}
          >
            <Info size={20} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  )
}

interface ButtonsProps {
  picture: Picture
  actions: ViewerActions
}

function LiveButtons({ picture, actions }: ButtonsProps) {
  const said = texts.gallery
  return (
    <>
      <IconButton
        tone="onDark"
        label={picture.starred ? said.unstar : said.star}
        aria-pressed={picture.starred}
        aria-keyshortcuts={shortcutOf('star')}
        onClick={actions.star}
      >
        <Star size={20} className={classes(picture.starred && 'fill-amber-300 text-amber-300')} aria-hidden />
      </IconButton>
      <IconButton
        tone="onDark"
        label={said.edit}
        aria-keyshortcuts={shortcutOf('edit')}
        onClick={actions.edit}
      >
        <Pencil size={20} aria-hidden />
      </IconButton>
      <IconButton
        tone="onDark"
        label={texts.actions.remix}
        aria-keyshortcuts={shortcutOf('remix')}
        onClick={actions.remix}
      >
        <Repeat2 size={20} aria-hidden />
      </IconButton>
      <DownloadLink picture={picture} />
      <IconButton
        tone="onDark"
        label={said.trash}
        aria-keyshortcuts={shortcutOf('trash')}
        onClick={actions.trashOrRestore}
      >
        <Trash2 size={20} aria-hidden />
      </IconButton>
    </>
  )
}

function TrashedButtons({ picture, actions }: ButtonsProps) {
  return (
    <>
      <DownloadLink picture={picture} />
      <IconButton
        tone="onDark"
        label={texts.trash.restore}
        aria-keyshortcuts={shortcutOf('restore')}
        onClick={actions.trashOrRestore}
      >
        <Undo2 size={20} aria-hidden />
      </IconButton>
      <IconButton
        tone="onDark"
        label={texts.trash.deleteForEver}
        aria-keyshortcuts={shortcutOf('delete')}
        onClick={actions.deleteForEver}
      >
        <Trash2 size={20} aria-hidden />
      </IconButton>
    </>
  )
}

function DownloadLink({ picture }: { picture: Picture }) {
  const label = texts.gallery.download
  return (
    <a
      href={picture.downloadUrl}
      download
      aria-label={label}
      title={label}
      aria-keyshortcuts={shortcutOf('download')}
      className={iconButtonClasses('onDark')}
    >
      <Download size={20} aria-hidden />
    </a>
  )
}
