import { useEffect } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { BlurUp } from '@/shared/picture/BlurUp'
import { useDecoded } from '@/shared/picture/useDecoded'
import { texts } from '@/shared/texts'

interface StageProps {
  picture: Picture
  neighbours: (Picture | undefined)[]
}

/** As large as fits and never enlarged: the thumbnail at once, the sharper one over it when it can be painted. */
export function Stage({ picture, neighbours }: StageProps) {
  const sharp = useDecoded(picture.preview)
  const ahead = neighbours.map((neighbour) => neighbour?.preview ?? '').join('\n')
  useEffect(() => {
    if (!sharp) return
    for (const src of ahead.split('\n')) if (src) new Image().src = src
  }, [sharp, ahead])
  const alt = texts.gallery.open(picture.prompt)
  const ratio = picture.width / picture.height
  return (
    <div className="@container-size absolute inset-2 grid place-items-center sm:inset-x-16 sm:inset-y-4">
      <div
        className="relative overflow-hidden rounded-lg"
        style={{ width: `min(100cqw, 100cqh * ${ratio}, ${picture.width}px)`, aspectRatio: ratio }}
      >
        <BlurUp thumbhash={picture.thumbhash} src={picture.medium} alt={alt} urgent />
        {sharp && <img src={sharp} alt="" draggable={false} className="absolute inset-0 size-full" />}
      </div>
    </div>
  )
}
