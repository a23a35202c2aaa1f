import { useLayoutEffect, useRef, useState } from 'react'
import { followGestures } from '@/shared/zoom/gestures'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import { Divider } from './Divider'
import type { ComparedPicture } from './documents'
import { Framed } from './Framed'
import { NameTag } from './NameTag'
import { STAGE } from './stage'
import { words } from './words'

interface SliderProps {
  pair: readonly [ComparedPicture, ComparedPicture]
  zoom: ZoomControl
}

/** One upon the other, as far as the divider leaves it uncovered. */
export function Slider({ pair: [a, b], zoom }: SliderProps) {
  const stage = useRef<HTMLDivElement>(null)
  const below = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const [share, setShare] = useState(50)
  useLayoutEffect(() => {
    if (!stage.current || !below.current || !above.current) return
    const ends = [
      zoom.attach(stage.current, below.current),
      zoom.attach(stage.current, above.current),
      followGestures(stage.current, zoom),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [zoom])
  return (
    <div className="relative h-full overflow-hidden">
      <div ref={stage} className={`absolute inset-0 ${STAGE}`}>
        <Clip inset={`0 0 0 ${share}%`}>
          <Framed key={b.id} name={words.names[1]} picture={b} zoom={zoom} frame={below} />
        </Clip>
        <Clip inset={`0 ${100 - share}% 0 0`}>
          <Framed key={a.id} name={words.names[0]} picture={a} zoom={zoom} frame={above} />
        </Clip>
      </div>
      <NameTag name={words.names[0]} side="left" />
      <NameTag name={words.names[1]} side="right" />
      <Divider share={share} onChange={setShare} />
    </div>
  )
}

/** Each is cut, so that nothing of the lower one looks out where the upper one is smaller or clear. */
function Clip({ inset, children }: { inset: string; children: React.ReactNode }) {
  return (
    <div className="absolute inset-0" style={{ clipPath: `inset(${inset})` }}>
      {children}
    </div>
  )
}
