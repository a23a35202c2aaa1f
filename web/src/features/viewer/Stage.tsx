import { RotateCw } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { Layers } from '@/shared/picture/Layers'
import type { PictureLoads } from '@/shared/picture/PictureLoads'
import { texts } from '@/shared/texts'
import { followGestures } from '@/shared/zoom/gestures'
import { Swipe, type SwipeTargets } from '@/shared/zoom/Swipe'
import { useRungs } from '@/shared/zoom/useRungs'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import { ZoomReadout } from '@/shared/zoom/ZoomReadout'

interface StageProps {
  picture: Picture
  /** The original, once its address is known. */
  original: string | undefined
  ahead: readonly (Picture | undefined)[]
  loads: PictureLoads
  zoom: ZoomControl
  swipes: SwipeTargets
}

/** The picture, as sharp as the screen can show it, to zoom, drag and swipe. */
export function Stage({ picture, original, ahead, loads, zoom, swipes }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const targets = useRef(swipes)
  useLayoutEffect(() => {
    targets.current = swipes
  })
  useLayoutEffect(() => {
    if (!stage.current || !frame.current) return
    const detach = zoom.attach(stage.current, frame.current)
    const unfollow = followGestures(stage.current, zoom, new Swipe(frame.current, () => targets.current))
    return () => {
      unfollow()
      detach()
    }
  }, [zoom])
  const { best, failed, retry } = useRungs({ picture, original, ahead, loads, zoom })
  return (
    <>
      <div
        ref={stage}
        className="absolute inset-0 touch-none overflow-hidden data-dragging:cursor-grabbing data-zoomed:not-data-dragging:cursor-grab not-data-zoomed:cursor-zoom-in"
      >
        <div
          ref={frame}
          role="img"
          aria-label={texts.gallery.open(picture.prompt)}
          className="absolute top-1/2 left-1/2 overflow-hidden"
        >
          <Layers best={best} thumbhash={picture.thumbhash} />
        </div>
      </div>
      {failed && (
        <button
          type="button"
          onClick={retry}
          className="absolute inset-0 m-auto flex h-11 w-fit items-center gap-2 rounded-full bg-black/60 px-4 text-sm hover:bg-black/80"
        >
          <RotateCw size={18} aria-hidden />
          {texts.gallery.reloadPicture}
        </button>
      )}
      <ZoomReadout zoom={zoom} />
    </>
  )
}
