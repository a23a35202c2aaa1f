import { useLayoutEffect, useRef } from 'react'
import { followGestures } from '@/shared/zoom/gestures'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import type { ComparedPicture } from './documents'
import { Framed } from './Framed'
import { NameTag } from './NameTag'
import { STAGE } from './stage'
import { words } from './words'

interface SideBySideProps {
  pair: readonly [ComparedPicture, ComparedPicture]
  zoom: ZoomControl
}

/** One beside the other, or above it where the screen is high; what moves the one moves both. */
export function SideBySide({ pair, zoom }: SideBySideProps) {
  return (
    <div className="grid h-full auto-cols-fr grid-flow-col gap-1 portrait:auto-rows-fr portrait:grid-flow-row">
      {pair.map((picture, i) => (
        <Half key={picture.id} name={words.names[i] ?? ''} picture={picture} zoom={zoom} />
      ))}
    </div>
  )
}

interface HalfProps {
  name: string
  picture: ComparedPicture
  zoom: ZoomControl
}

function Half({ name, picture, zoom }: HalfProps) {
  const stage = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!stage.current || !frame.current) return
    const detach = zoom.attach(stage.current, frame.current)
    const unfollow = followGestures(stage.current, zoom)
    return () => {
      unfollow()
      detach()
    }
  }, [zoom])
  return (
    <div ref={stage} className={`relative ${STAGE}`}>
      <Framed name={name} picture={picture} zoom={zoom} frame={frame} />
      <NameTag name={name} side="left" />
    </div>
  )
}
