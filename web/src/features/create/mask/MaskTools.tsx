import { Brush, Contrast, Eraser, Hand, Maximize, Redo2, Trash2, Undo2, ZoomIn, ZoomOut } from 'lucide-react'
import { IconButton, iconButtonClasses } from '@/shared/ui/Button'
import type { Deed, History } from './deeds'
import { words } from './words'

export type Tool = 'PAINT' | 'ERASE' | 'MOVE'

export const ZOOM_STEP = 1.4
const TOOLS = [
  ['PAINT', Brush],
  ['ERASE', Eraser],
  ['MOVE', Hand],
] as const

interface MaskToolsProps {
  tool: Tool
  setTool: (tool: Tool) => void
  size: number
  mostSize: number
  setSize: (size: number) => void
  history: History
  undo: () => void
  redo: () => void
  act: (deed: Deed) => void
  zoom: (factor: number) => void
  showWhole: () => void
}

export function MaskTools(props: MaskToolsProps) {
  const { history, undo, redo, act, zoom, showWhole } = props
  const deeds = [
    { label: words.undo, icon: Undo2, run: undo, disabled: history.at === 0 },
    { label: words.redo, icon: Redo2, run: redo, disabled: history.at === history.deeds.length },
    { label: words.invert, icon: Contrast, run: () => act({ kind: 'INVERT' }), disabled: false },
    { label: words.clear, icon: Trash2, run: () => act({ kind: 'CLEAR' }), disabled: history.at === 0 },
    { label: words.farther, icon: ZoomOut, run: () => zoom(1 / ZOOM_STEP), disabled: false },
    { label: words.closer, icon: ZoomIn, run: () => zoom(ZOOM_STEP), disabled: false },
    { label: words.whole, icon: Maximize, run: showWhole, disabled: false },
  ]
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 px-3 py-2">
      <ToolChoice {...props} />
      <SizeField {...props} />
      <div className="flex flex-wrap justify-center">
        {deeds.map(({ label, icon: Icon, run, disabled }) => (
          <IconButton key={label} label={label} tone="onDark" disabled={disabled} onClick={run}>
            <Icon size={18} aria-hidden />
          </IconButton>
        ))}
      </div>
    </div>
  )
}

function ToolChoice({ tool, setTool }: MaskToolsProps) {
  return (
    <fieldset className="flex gap-0.5 rounded-lg bg-white/10 p-0.5">
      <legend className="sr-only">{words.tool}</legend>
      {TOOLS.map(([name, Icon]) => (
        <label
          key={name}
          title={words.tools[name]}
          className={iconButtonClasses(
            'onDark',
            'square',
            'cursor-pointer has-checked:bg-violet-600 has-checked:text-white has-focus-visible:outline-2 has-focus-visible:outline-violet-400',
          )}
        >
          <input
            type="radio"
            name="mask-tool"
            aria-label={words.tools[name]}
            checked={tool === name}
            onChange={() => setTool(name)}
            className="sr-only"
          />
          <Icon size={18} aria-hidden />
        </label>
      ))}
    </fieldset>
  )
}

function SizeField({ size, mostSize, setSize }: MaskToolsProps) {
  return (
    <input
      type="range"
      aria-label={words.size}
      title={words.size}
      min={1}
      max={mostSize}
      value={size}
      onChange={(event) => setSize(Number(event.target.value))}
      className="h-9 w-32 accent-violet-500 pointer-coarse:h-11"
    />
  )
}
