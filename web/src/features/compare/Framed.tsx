import { type RefObject, useEffect, useMemo } from 'react'
import { Layers } from '@/shared/picture/Layers'
import { PictureLoads } from '@/shared/picture/PictureLoads'
import { texts } from '@/shared/texts'
import { useRungs } from '@/shared/zoom/useRungs'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import type { ComparedPicture } from './documents'
import { words } from './words'

const NOTHING: readonly never[] = []

interface FramedProps {
  name: string
  picture: ComparedPicture
  zoom: ZoomControl
  frame: RefObject<HTMLDivElement | null>
}

/** One of the two, as sharp as the screen can show it, whole within the frame that both share. */
export function Framed({ name, picture, zoom, frame }: FramedProps) {
  const loads = useMemo(() => new PictureLoads(), [])
  useEffect(() => () => loads.want([], []), [loads])
  const { best } = useRungs({ picture, original: picture.url, ahead: NOTHING, loads, zoom })
  const { width, height } = picture
  const isWider = width / height > zoom.picture.width / zoom.picture.height
  return (
    <div ref={frame} className="absolute top-1/2 left-1/2 grid place-items-center">
      <div
        role="img"
        aria-label={words.named(name, texts.gallery.open(picture.prompt))}
        className={isWider ? 'relative w-full' : 'relative h-full'}
        style={{ aspectRatio: `${width} / ${height}` }}
      >
        <Layers best={best} thumbhash={picture.thumbhash} />
      </div>
    </div>
  )
}
