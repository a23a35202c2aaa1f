import { type ComponentProps, type Ref, type RefObject, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import type { Point } from './deeds'
import { pointOf, type View } from './view'
import { words } from './words'

interface MaskStageProps {
  source: Picture
  stage: RefObject<HTMLDivElement | null>
  canvas: Ref<HTMLCanvasElement>
  view: View
  /** Of the brush, in dots of the picture; null while the picture is moved. */
  size: number | null
  /** Where the brush is by the keyboard, in dots of the picture. */
  cursor: Point
  handlers: Pick<
    ComponentProps<'div'>,
    `onPointer${'Down' | 'Move' | 'Up' | 'Cancel'}` | `onKey${'Down' | 'Up'}` | 'onBlur'
  >
}

/** The picture, the marks over it, and a ring as large as the brush. */
export function MaskStage({ source, stage, canvas, view, size, cursor, handlers }: MaskStageProps) {
  const [pointer, setPointer] = useState<Point | null>(null)
  const ring = pointer ?? pointOf(view, cursor)
  return (
    <div
      ref={stage}
      role="application"
      aria-label={words.stage}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one draws on it, by keyboard, too
      tabIndex={0}
      {...handlers}
      onPointerMove={(event) => {
        handlers.onPointerMove?.(event)
        const { left, top } = event.currentTarget.getBoundingClientRect()
        setPointer(event.pointerType === 'touch' ? null : [event.clientX - left, event.clientY - top])
      }}
      onPointerLeave={() => setPointer(null)}
      className={`relative min-h-0 flex-1 touch-none overflow-hidden focus-visible:-outline-offset-2 ${size === null ? 'cursor-grab active:cursor-grabbing' : 'cursor-none'}`}
    >
      <div
        className="absolute top-0 left-0 origin-top-left"
        style={{
          width: source.width,
          height: source.height,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        }}
      >
        <img
          src={source.preview}
          alt={texts.gallery.open(source.prompt)}
          draggable={false}
          className="absolute inset-0 size-full"
        />
        <canvas
          ref={canvas}
          width={source.width}
          height={source.height}
          className="absolute inset-0 size-full opacity-70"
        />
      </div>
      {size !== null && (
        <span
          aria-hidden
          className="pointer-events-none absolute rounded-full border border-white shadow-[0_0_0_1px_black]"
          style={{
            left: ring[0] - (size * view.scale) / 2,
            top: ring[1] - (size * view.scale) / 2,
            width: size * view.scale,
            height: size * view.scale,
          }}
        />
      )}
      <p aria-live="polite" className="sr-only">
        {size !== null && words.brushAt(percent(cursor[0], source.width), percent(cursor[1], source.height))}
      </p>
    </div>
  )
}

const percent = (part: number, whole: number) => Math.round((part / whole) * 100)
