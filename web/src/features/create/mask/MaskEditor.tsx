import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Picture } from '@/shared/graphql/fragments'
import { Button } from '@/shared/ui/Button'
import { useModal } from '@/shared/ui/useModal'
import { isBlank, type Point, UNTOUCHED } from './deeds'
import { drawn } from './keptMask'
import { MaskStage } from './MaskStage'
import { MaskTools, type Tool } from './MaskTools'
import { useDrawing } from './useDrawing'
import { onMaskKey, useBrushKeys } from './useMaskKeys'
import { usePointers } from './usePointers'
import { useSaveMask } from './useSaveMask'
import { useView } from './useView'
import { dotAt } from './view'
import { words } from './words'

interface MaskEditorProps {
  source: Picture
  onClose: () => void
}

/** Over the whole screen: what is marked on the picture may change, the rest stays. */
export function MaskEditor({ source, onClose }: MaskEditorProps) {
  const modal = useModal(onClose)
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const mostSize = Math.round(Math.min(source.width, source.height) / 2)
  const [tool, setTool] = useState<Tool>('PAINT')
  const [size, setAnySize] = useState(Math.max(1, Math.round(mostSize / 6)))
  const setSize = (next: number) => setAnySize(Math.min(mostSize, next))
  const looking = useView(stage, source)
  const drawing = useDrawing(canvas, drawn.get(source.id) ?? UNTOUCHED)
  // However the editor is left: opened again, it goes on here.
  useEffect(() => {
    drawn.set(source.id, drawing.history)
  }, [source.id, drawing.history])
  const { save, saving, error } = useSaveMask(source)
  const keyed = { picture: source, tool, size, setTool, setSize, ...looking, ...drawing }
  const brush = useBrushKeys(keyed)
  const dot = (point: Point) => dotAt(looking.view, point)
  const pointers = usePointers({
    isMoving: tool === 'MOVE',
    begin: (point) => tool !== 'MOVE' && drawing.begin(tool, size, dot(point)),
    extend: (point) => drawing.extend(dot(point)),
    end: drawing.end,
    drop: drawing.drop,
    pan: looking.pan,
    zoom: looking.zoom,
  })
  const blank = isBlank(drawing.history)
  const finish = async () => {
    if (canvas.current && (await save(canvas.current, drawing.history))) onClose()
  }
  // In the body: what is in a form, Enter sends.
  return createPortal(
    <dialog
      {...modal}
      aria-label={words.title}
      onKeyDown={(event) => onMaskKey(event, keyed)}
      className="m-0 h-dvh w-screen bg-zinc-950 text-white [color-scheme:dark]"
    >
      <div className="flex h-full flex-col">
        <header className="flex min-h-14 items-center gap-2 px-4 py-2">
          <h2 className="min-w-0 flex-1 truncate font-semibold">{words.title}</h2>
          <button
            type="button"
            onClick={onClose}
            className="h-9 rounded-lg px-3.5 font-medium text-sm text-zinc-300 hover:bg-white/10 hover:text-white pointer-coarse:h-11"
          >
            {words.cancel}
          </button>
          <Button
            tone="primary"
            disabled={blank || saving}
            title={blank ? words.blank : undefined}
            className="disabled:bg-zinc-800 disabled:text-zinc-400"
            onClick={() => void finish()}
          >
            {saving ? words.saving : words.save}
          </Button>
        </header>
        <p role="alert" className="px-4 text-red-300 text-sm not-empty:pb-2">
          {error}
        </p>
        <MaskStage
          {...{ source, stage, canvas }}
          view={looking.view}
          size={tool === 'MOVE' ? null : size}
          cursor={brush.cursor}
          handlers={{ ...pointers, ...brush.handlers }}
        />
        <MaskTools {...keyed} mostSize={mostSize} />
      </div>
    </dialog>,
    document.body,
  )
}
