import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { refreshPicture } from '@/shared/refreshPictures'
import { texts } from '@/shared/texts'
import { useImageCache } from '@/shared/useImageCache'
import { BlurUp } from './BlurUp'

interface TileImageProps {
  picture: Picture
  width: number
  urgent?: boolean
}

/** A tile's picture, in the smallest thumbnail that is sharp there; offers to load it again when it fails. */
export function TileImage({ picture, width, urgent = false }: TileImageProps) {
  const cache = useImageCache()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const renew = () => {
    setFailed(false)
    setAttempt(attempt + 1)
    refreshPicture(cache, picture.id)
  }
  const fail = () => {
    setFailed(true)
    if (attempt === 0 && Date.parse(picture.urlExpiresAt) < Date.now()) renew()
  }
  return (
    <>
      <BlurUp
        key={`${attempt} ${picture.small}`}
        thumbhash={picture.thumbhash}
        src={picture.small}
        srcSet={`${picture.small} ${widthOf(picture, 256)}w, ${picture.medium} ${widthOf(picture, 512)}w`}
        sizes={`${Math.ceil(width)}px`}
        alt={texts.gallery.open(picture.prompt)}
        urgent={urgent}
        onFail={fail}
      />
      {failed && (
        <button
          type="button"
          aria-label={texts.gallery.reloadPicture}
          title={texts.gallery.reloadPicture}
          onClick={(event) => {
            event.preventDefault()
            renew()
          }}
          className="absolute inset-0 z-10 m-auto grid size-10 place-items-center rounded-full bg-black/50 text-white hover:bg-black/70"
        >
          <RotateCw size={18} aria-hidden />
        </button>
      )}
    </>
  )
}

/** Thumbnails are named by their long side and never enlarged. */
function widthOf({ width, height }: Picture, longSide: number): number {
  return Math.max(1, Math.round(width * Math.min(1, longSide / Math.max(width, height))))
}
