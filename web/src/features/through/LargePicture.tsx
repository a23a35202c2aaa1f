import { useEffect, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { Layers } from '@/shared/picture/Layers'
import { PictureLoads } from '@/shared/picture/PictureLoads'
import { refreshPicture } from '@/shared/refreshPictures'
import { texts } from '@/shared/texts'
import { useImageCache } from '@/shared/useImageCache'

interface LargePictureProps {
  picture: Picture
  ahead: Picture | undefined
}

/** The blur, the thumbnail, the preview; the next picture is loaded behind it. */
export function LargePicture({ picture, ahead }: LargePictureProps) {
  const cache = useImageCache()
  const loads = useMemo(() => new PictureLoads(), [])
  const { id, small, preview, width, height } = picture
  const later = ahead?.preview
  useLayoutEffect(() => loads.want([small, preview], later ? [later] : []), [loads, small, preview, later])
  useEffect(() => () => loads.want([], []), [loads])
  const best = useSyncExternalStore(loads.subscribe, () => loads.best([small, preview]))
  const hasFailed = useSyncExternalStore(loads.subscribe, () => loads.hasFailed(preview))
  useEffect(() => {
    if (hasFailed) refreshPicture(cache, id)
  }, [hasFailed, cache, id])
  return (
    <div className="@container-[size] absolute inset-0 grid place-items-center px-2 sm:px-16">
      <div
        key={id}
        role="img"
        aria-label={texts.gallery.open(picture.prompt)}
        className="relative overflow-hidden rounded-lg"
        style={{
          aspectRatio: `${width} / ${height}`,
          width: `min(100%, 100cqh * ${width / height}, ${width}px)`,
        }}
      >
        <Layers best={best} thumbhash={picture.thumbhash} />
      </div>
    </div>
  )
}
