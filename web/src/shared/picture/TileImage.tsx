import { RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import type { ImageCache } from '@/shared/imageCache'
import { texts } from '@/shared/texts'
import { useImageCache } from '@/shared/useImageCache'
import { BlurUp } from './BlurUp'

interface TileImageProps {
  picture: Picture
  width: number
  urgent?: boolean
  tabIndex: number
}

/** A tile's picture, in the smallest thumbnail that is sharp there; offers to load it again when it fails. */
export function TileImage({ picture, width, urgent = false, tabIndex }: TileImageProps) {
  const cache = useImageCache()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const { id, small, medium, urlExpiresAt } = picture
  // What has run out would be refused: it is not asked for before it is signed anew.
  const hasRunOut = Date.parse(urlExpiresAt) < Date.now()
  useEffect(() => {
    if (hasRunOut) void refresh(cache, id)
  }, [hasRunOut, cache, id])
  const renew = () => {
    setFailed(false)
    setAttempt(attempt + 1)
    void refresh(cache, id)
  }
  return (
    <>
      <BlurUp
        key={`${attempt} ${small}`}
        thumbhash={picture.thumbhash}
        src={hasRunOut ? undefined : small}
        srcSet={
          hasRunOut ? undefined : `${small} ${widthOf(picture, 256)}w, ${medium} ${widthOf(picture, 512)}w`
        }
        sizes={`${Math.ceil(width)}px`}
        alt={texts.gallery.open(picture.prompt)}
        urgent={urgent}
        onFail={() => setFailed(true)}
      />
      {failed && (
        <button
          type="button"
          aria-label={texts.gallery.reloadPicture}
          title={texts.gallery.reloadPicture}
          tabIndex={tabIndex}
          onClick={(event) => {
            event.preventDefault()
            // It goes, and with it would the focus.
            event.currentTarget.closest('a')?.focus()
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

async function refresh(cache: ImageCache, id: string): Promise<void> {
  const { refreshPicture } = await import('@/shared/refreshPictures')
  refreshPicture(cache, id)
}

/** Thumbnails are named by their long side and never enlarged. */
function widthOf({ width, height }: Picture, longSide: number): number {
  return Math.max(1, Math.round(width * Math.min(1, longSide / Math.max(width, height))))
}
