import { Download, Pencil, Star, Trash2 } from 'lucide-react'
import { lazy, memo, Suspense } from 'react'
import { act } from '@/shared/actions/act'
import { shortcutsOf, type Target } from '@/shared/actions/actions'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { TileImage } from '@/shared/picture/TileImage'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import { Link } from '@/shared/ui/Link'
import {
  LookLink,
  TILE_CONTROLS,
  TILE_FRAME,
  TILE_LINK,
  TileButton,
  tileButtonClasses,
} from '@/shared/ui/Tile'
import type { ViewerLink } from '@/shared/viewerLink'

const FoundCaption = lazy(() => import('./FoundCaption').then((module) => ({ default: module.FoundCaption })))

interface GalleryTileProps extends TileBox {
  picture: Picture
  link: ViewerLink
  /** What was looked for, to be marked in the prompt. */
  search?: string | undefined
}

export const GalleryTile = memo(function GalleryTile(props: GalleryTileProps) {
  const { picture, width, urgent, tabIndex, active, link, search } = props
  const words = texts.gallery
  const target: Target = { kind: 'one', picture }
  return (
    <article className={TILE_FRAME} data-picture={picture.id}>
      <Link
        {...link(picture.id)}
        data-open
        tabIndex={tabIndex}
        aria-keyshortcuts={shortcutsOf(target)}
        title={picture.prompt || undefined}
        aria-description={picture.starred ? words.starred : undefined}
        className={TILE_LINK}
      >
        <TileImage {...{ picture, width, urgent, tabIndex }} />
      </Link>
      <Suspense fallback={null}>
        {search && <FoundCaption prompt={picture.prompt} search={search} />}
      </Suspense>
      {(active || picture.starred) && (
        <div className={classes('absolute top-1.5 inset-e-1.5', !picture.starred && TILE_CONTROLS)}>
          <TileButton
            label={picture.starred ? words.unstar : words.star}
            pressed={picture.starred}
            onClick={() => void act('star', target)}
          >
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
          <div className={classes('absolute inset-e-1.5 bottom-1.5 flex gap-1', TILE_CONTROLS)}>
            <TileButton label={words.edit} onClick={() => void act('edit', target)}>
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
            <TileButton label={words.trash} onClick={() => void act('trash', target)}>
              <Trash2 size={16} aria-hidden />
            </TileButton>
          </div>
          <LookLink to={link(picture.id)} />
        </>
      )}
    </article>
  )
})
