import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { Layers } from '@/shared/picture/Layers'
import { PictureLoads } from '@/shared/picture/PictureLoads'
import { refreshPicture } from '@/shared/refreshPictures'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import { useImageCache } from '@/shared/useImageCache'
import type { Way } from '@/shared/zoom/Swipe'
import type { Decider } from './Decider'
import { Mark } from './Mark'
import { useSwipes, WAYS } from './useSwipes'

const SHOWN: Record<Way, string> = {
  left: 'in-data-[way=left]:grid',
  right: 'in-data-[way=right]:grid',
  up: 'in-data-[way=up]:grid',
  down: 'in-data-[way=down]:grid',
}
/** What letting go would decide. */
const SIGNS = (['keep', 'trash', 'star'] as const).map((verdict) => [verdict, SHOWN[WAYS[verdict]]] as const)

interface LargePictureProps {
  picture: Picture
  ahead: Picture | undefined
  decider: Decider
}

/** The blur, the thumbnail, the preview; the next picture is loaded behind it. A finger swipes it away. */
export function LargePicture({ picture, ahead, decider }: LargePictureProps) {
  const stage = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const cache = useImageCache()
  const loads = useMemo(() => new PictureLoads(), [])
  const { id, small, preview, width, height } = picture
  useSwipes(stage, frame, id, decider)
  const later = ahead?.preview
  useLayoutEffect(() => loads.want([small, preview], later ? [later] : []), [loads, small, preview, later])
  useEffect(() => () => loads.want([], []), [loads])
  const best = useSyncExternalStore(loads.subscribe, () => loads.best([small, preview]))
  const hasFailed = useSyncExternalStore(loads.subscribe, () => loads.hasFailed(preview))
  useEffect(() => {
    if (hasFailed) refreshPicture(cache, id)
  }, [hasFailed, cache, id])
  return (
    <div
      ref={stage}
      className="@container-[size] absolute inset-0 grid touch-none place-items-center overflow-hidden px-2 sm:px-16"
    >
      <div
        key={id}
        ref={frame}
        role="img"
        aria-label={texts.gallery.open(picture.prompt)}
        className="relative overflow-hidden rounded-lg"
        style={{
          aspectRatio: `${width} / ${height}`,
          width: `min(100%, 100cqh * ${width / height}, ${width}px)`,
        }}
      >
        <Layers best={best} thumbhash={picture.thumbhash} />
        {SIGNS.map(([verdict, shown]) => (
          <span
            key={verdict}
            className={classes('absolute inset-0 hidden place-items-center bg-black/35', shown)}
          >
            <Mark verdict={verdict} className="size-20" size={40} />
          </span>
        ))}
      </div>
    </div>
  )
}
