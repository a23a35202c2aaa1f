import { Undo2 } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { daysUntil } from '@/shared/format'
import type { Picture } from '@/shared/graphql/fragments'
import { TileImage } from '@/shared/picture/TileImage'
import { texts } from '@/shared/texts'
import { TILE_FRAME, TILE_LINK } from '@/shared/ui/Tile'
import type { ViewerLink } from '@/shared/viewerLink'

interface TrashTileProps {
  picture: Picture
  width: number
  urgent: boolean
  link: ViewerLink
  onRestore: (picture: Picture) => void
}

export const TrashTile = memo(function TrashTile({
  picture,
  width,
  urgent,
  link,
  onRestore,
}: TrashTileProps) {
  return (
    <article className={TILE_FRAME}>
      <Link {...link(picture.id)} title={picture.prompt || undefined} className={TILE_LINK}>
        <TileImage picture={picture} width={width} urgent={urgent} />
      </Link>
      {picture.purgeAt && (
        <span className="pointer-events-none absolute top-2 left-2 rounded-full bg-black/55 px-2 py-0.5 font-medium text-white text-xs backdrop-blur-sm">
          {texts.trash.daysLeft(daysUntil(picture.purgeAt))}
        </span>
      )}
      <button
        type="button"
        onClick={() => onRestore(picture)}
        title={texts.trash.restore}
        className="absolute right-1.5 bottom-1.5 flex h-8 items-center gap-1.5 rounded-full bg-black/50 px-3 font-medium text-white text-xs opacity-0 backdrop-blur-sm transition-opacity hover:bg-black/75 focus-visible:opacity-100 focus-visible:outline-white group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:h-11 pointer-coarse:opacity-100"
      >
        <Undo2 size={14} aria-hidden />
        {texts.trash.restore}
      </button>
    </article>
  )
})
