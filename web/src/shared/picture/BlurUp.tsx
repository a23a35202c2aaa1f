import { useEffect, useRef, useState } from 'react'
import { classes } from '@/shared/ui/classes'
import { averageColour, drawThumbhash } from './thumbhash'

/** A picture from the browser's cache comes sooner than this, and then no blur flashes up. */
const BLUR_AFTER_MS = 50

interface BlurUpProps {
  thumbhash: string
  src: string | undefined
  srcSet?: string | undefined
  sizes?: string
  alt: string
  urgent?: boolean
  fit?: 'cover' | 'contain'
  onFail?: () => void
}

type State = 'waiting' | 'slow' | 'shown' | 'failed'

/** Average colour, then the blurred hash, then the picture. */
export function BlurUp({ thumbhash, src, srcSet, sizes, alt, urgent, fit = 'cover', onFail }: BlurUpProps) {
  const [state, setState] = useState<State>('waiting')
  useEffect(() => {
    if (state !== 'waiting') return
    const timer = setTimeout(() => setState((now) => (now === 'waiting' ? 'slow' : now)), BLUR_AFTER_MS)
    return () => clearTimeout(timer)
  }, [state])
  const fail = () => {
    setState('failed')
    onFail?.()
  }
  const frame = classes('absolute inset-0 size-full', fit === 'cover' ? 'object-cover' : 'object-contain')
  return (
    <span
      className="absolute inset-0 overflow-hidden bg-zinc-100 dark:bg-zinc-900"
      style={state === 'shown' ? undefined : { backgroundColor: averageColour(thumbhash) }}
    >
      <img
        key={src}
        src={src}
        srcSet={srcSet}
        sizes={sizes}
        alt={alt}
        decoding="async"
        draggable={false}
        fetchPriority={urgent ? 'high' : 'auto'}
        className={classes(frame, state === 'failed' && 'opacity-0')}
        onLoad={() => setState('shown')}
        onError={fail}
      />
      {state !== 'waiting' && <HashCanvas hash={thumbhash} faded={state === 'shown'} frame={frame} />}
    </span>
  )
}

function HashCanvas({ hash, faded, frame }: { hash: string; faded: boolean; frame: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const neverNeeded = useRef(faded).current
  useEffect(() => {
    if (canvas.current && !neverNeeded) drawThumbhash(canvas.current, hash)
  }, [hash, neverNeeded])
  if (neverNeeded) return null
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className={classes(frame, 'transition-opacity duration-300', faded && 'opacity-0')}
    />
  )
}
