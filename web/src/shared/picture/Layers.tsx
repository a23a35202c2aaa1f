import { useLayoutEffect, useRef } from 'react'
import { averageColour, drawThumbhash } from './thumbhash'

interface LayersProps {
  best: HTMLImageElement | null
  thumbhash: string
}

/** The blur, until there is a picture that is decoded; then always the sharpest one, and none comes down before the
 * next has been painted over it. */
export function Layers({ best, thumbhash }: LayersProps) {
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    if (canvas.current && !best) drawThumbhash(canvas.current, thumbhash)
  }, [best, thumbhash])
  useLayoutEffect(() => {
    const below = [...(host.current?.children ?? [])]
    if (!best || !host.current) return
    host.current.append(best)
    return afterPaint(() => {
      for (const layer of below) if (layer !== best) layer.remove()
    })
  }, [best])
  return (
    <>
      {!best && (
        <canvas
          ref={canvas}
          aria-hidden
          className="absolute inset-0 size-full"
          style={{ backgroundColor: averageColour(thumbhash) }}
        />
      )}
      <div ref={host} />
    </>
  )
}

function afterPaint(run: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run)
  })
  return () => {
    cancelAnimationFrame(frame)
    run()
  }
}
