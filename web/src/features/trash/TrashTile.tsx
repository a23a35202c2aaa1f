import { Trash2, Undo2 } from 'lucide-react'
import { memo, useId } from 'react'
import { act } from '@/shared/actions/act'
import { shortcutsOf, type Target } from '@/shared/actions/actions'
import { daysUntil } from '@/shared/formatDetails'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { TileImage } from '@/shared/picture/TileImage'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import { Link } from '@/shared/ui/Link'
import { LookLink, TILE_CONTROLS, TILE_FRAME, TILE_LINK, TileButton } from '@/shared/ui/Tile'
import type { ViewerLink } from '@/shared/viewerLink'
import { SOON_DAYS } from './soon'
import { words } from './words'

/** Narrower tiles have no room for words. */
const NARROW = 110

interface TrashTileProps extends TileBox {
  picture: Picture
  link: ViewerLink
}

export const TrashTile = memo(function TrashTile(props: TrashTileProps) {
  const { picture, width, urgent, tabIndex, active, link } = props
  const target: Target = { kind: 'one', picture }
  const daysId = useId()
  return (
    <article className={TILE_FRAME} data-picture={picture.id}>
      <Link
        {...link(picture.id)}
        data-open
        tabIndex={tabIndex}
        aria-keyshortcuts={shortcutsOf(target)}
        title={picture.prompt || undefined}
        aria-describedby={daysId}
        className={TILE_LINK}
      >
        <TileImage {...{ picture, width, urgent, tabIndex }} />
      </Link>
      {picture.purgeAt && <DaysLeft id={daysId} days={daysUntil(picture.purgeAt)} narrow={width < NARROW} />}
      {active && (
        <>
          <div className={classes('absolute inset-e-1.5 bottom-1.5 flex gap-1', TILE_CONTROLS)}>
            <TileButton label={texts.trash.restore} onClick={() => void act('restore', target)}>
              <Undo2 size={16} aria-hidden />
            </TileButton>
            <TileButton label={texts.trash.deleteForEver} onClick={() => void act('delete', target)}>
              <Trash2 size={16} aria-hidden />
            </TileButton>
          </div>
          <LookLink to={link(picture.id)} />
        </>
      )}
    </article>
  )
})

function DaysLeft({ id, days, narrow }: { id: string; days: number; narrow: boolean }) {
  return (
    <span
      id={id}
      className={classes(
        'pointer-events-none absolute bottom-2 inset-s-2 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs backdrop-blur-sm',
        days <= SOON_DAYS ? 'bg-amber-300 text-amber-950' : 'bg-black/60 text-white',
      )}
    >
      {narrow ? (
        <abbr title={words.daysLeft(days)} className="no-underline">
          {words.daysShort(days)}
        </abbr>
      ) : (
        words.daysLeft(days)
      )}
    </span>
  )
}
