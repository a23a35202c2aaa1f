import { Download, Pencil, Star, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import { TileImage } from '@/shared/picture/TileImage'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import {
  LookLink,
  TILE_CONTROLS,
  TILE_FRAME,
  TILE_LINK,
  TileButton,
  tileButtonClasses,
} from '@/shared/ui/Tile'
import type { ViewerLink } from '@/shared/viewerLink'

export interface TileActions {
  star: (picture: Picture) => void
  edit: (picture: Picture) => void
  trash: (picture: Picture) => void
}

interface GalleryTileProps {
  picture: Picture
  width: number
  urgent: boolean
  tabIndex: 0 | -1
  active: boolean
  link: ViewerLink
  actions: TileActions
}

export const GalleryTile = memo(function GalleryTile(props: GalleryTileProps) {
  const { picture, width, urgent, tabIndex, active, link, actions } = props
  const words = texts.gallery
  const starWord = picture.starred ? words.unstar : words.star
  return (
    <article
      className={TILE_FRAME}
      onKeyDown={(event) => {
        const act = SHORTCUTS[event.key]
        if (!act || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        actions[act](picture)
      }}
    >
      <Link
        {...link(picture.id)}
        data-open
        tabIndex={tabIndex}
        aria-keyshortcuts="X S E Delete"
        title={picture.prompt || undefined}
        className={TILE_LINK}
      >
        <TileImage picture={picture} width={width} urgent={urgent} />
      </Link>
      {(active || picture.starred) && (
        <div className={classes('absolute top-1.5 right-1.5', !picture.starred && TILE_CONTROLS)}>
          <TileButton label={starWord} pressed={picture.starred} onClick={() => actions.star(picture)}>
            <Star
              size={16}
              className={classes(picture.starred && 'fill-amber-300 text-amber-300')}
              aria-hidden
            />
          </TileButton>
        </div>
      )}
      {active && (
        <>
          <div className={classes('absolute right-1.5 bottom-1.5 flex gap-1', TILE_CONTROLS)}>
            <TileButton label={words.edit} onClick={() => actions.edit(picture)}>
              <Pencil size={16} aria-hidden />
            </TileButton>
            <a
              href={picture.downloadUrl}
              download
              tabIndex={-1}
              aria-label={words.download}
              title={words.download}
              className={tileButtonClasses}
            >
              <Download size={16} aria-hidden />
            </a>
            <TileButton label={words.trash} onClick={() => actions.trash(picture)}>
              <Trash2 size={16} aria-hidden />
            </TileButton>
          </div>
          <LookLink to={link(picture.id)} />
        </>
      )}
    </article>
  )
})

const SHORTCUTS: Record<string, keyof TileActions> = {
  s: 'star',
  e: 'edit',
  Delete: 'trash',
  Backspace: 'trash',
}
