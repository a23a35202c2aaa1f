import type { Picture } from '@/shared/graphql/fragments'
import { averageColour } from '@/shared/picture/thumbhash'
import { Link } from '@/shared/ui/Link'
import { useViewerLink } from '@/shared/viewerLink'
import { SlotPicture } from './SlotPicture'

interface DoneTileProps {
  image: Picture
  /** What can be painted by now: the partial picture, until the whole one is decoded. */
  shown: string | null
  name: string
}

export function DoneTile({ image, shown, name }: DoneTileProps) {
  const link = useViewerLink(null)
  return (
    <Link
      {...link(image.id)}
      className="absolute inset-0 focus-visible:z-10 focus-visible:-outline-offset-2"
      aria-label={name}
      style={shown ? undefined : { backgroundColor: averageColour(image.thumbhash) }}
    >
      {shown && <SlotPicture src={shown} alt={name} />}
    </Link>
  )
}
