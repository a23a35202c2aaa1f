import { Trash2 } from 'lucide-react'
import type { Picture } from '@/shared/graphql/fragments'
import { averageColour } from '@/shared/picture/thumbhash'
import { Link } from '@/shared/ui/Link'
import { useViewerLink } from '@/shared/viewerLink'
import { SlotPicture } from './SlotPicture'
import { words } from './words'

interface DoneTileProps {
  image: Picture
  /** What can be painted by now: the partial picture, until the whole one is decoded. */
  shown: string | null
  name: string
}

export function DoneTile({ image, shown, name }: DoneTileProps) {
  const link = useViewerLink(null)
  const inTrash = image.deletedAt !== null
  return (
    <Link
      {...link(image.id)}
      className="absolute inset-0 focus-visible:z-10 focus-visible:-outline-offset-2"
      aria-label={inTrash ? words.trashed(name) : name}
      style={shown ? undefined : { backgroundColor: averageColour(image.thumbhash) }}
    >
      {shown && <SlotPicture src={shown} alt={name} />}
      {inTrash && (
        <span
          aria-hidden
          className="absolute inset-0 grid place-content-center bg-white/70 text-zinc-700 dark:bg-zinc-950/70 dark:text-zinc-200"
        >
          <Trash2 size={20} strokeWidth={1.6} />
        </span>
      )}
    </Link>
  )
}
