import { useLocation } from 'react-router'
import { BlurUp } from '@/shared/picture/BlurUp'
import { averageColour } from '@/shared/picture/thumbhash'
import { texts } from '@/shared/texts'
import { Link } from '@/shared/ui/Link'
import { viewerPath } from '@/shared/viewerLink'
import type { ViewedPicture } from './useViewing'

/** A source that was purged leaves its colours. */
export function SourceThumbs({ sources }: { sources: NonNullable<ViewedPicture['sources']> }) {
  const { state } = useLocation()
  return (
    <ul className="mt-1 flex flex-wrap gap-2">
      {sources.map(({ id, image, thumbUrl, thumbhash }) => (
        <li key={id} className="relative size-14 overflow-hidden rounded-lg">
          {image && thumbUrl ? (
            <Link to={viewerPath(image.id)} replace state={state} className="absolute inset-0">
              <BlurUp thumbhash={thumbhash} src={thumbUrl} alt={texts.gallery.open(image.prompt)} />
            </Link>
          ) : (
            <span className="absolute inset-0" style={{ backgroundColor: averageColour(thumbhash) }} />
          )}
        </li>
      ))}
    </ul>
  )
}
