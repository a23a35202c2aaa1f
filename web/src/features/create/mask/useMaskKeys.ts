import { type KeyboardEvent, useRef, useState } from 'react'
import type { Point } from './deeds'
import { type Tool, ZOOM_STEP } from './MaskTools'

interface Keyed {
  picture: { width: number; height: number }
  tool: Tool
  size: number
  setTool: (tool: Tool) => void
  setSize: (size: number) => void
  undo: () => void
  redo: () => void
  zoom: (factor: number) => void
  showWhole: () => void
  pan: (x: number, y: number) => void
  show: (dot: Point) => void
  begin: (kind: 'PAINT' | 'ERASE', size: number, dot: Point) => void
  extend: (dot: Point) => void
  end: () => void
}

const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const PAN_PX = 60

/**
 * Drawing without a pointer: the arrows move the brush, with Shift in small steps; it paints while Space is held. With
 * the third tool they move the picture.
 */
export function useBrushKeys(keyed: Keyed) {
  const { width, height } = keyed.picture
  const [cursor, setCursor] = useState<Point>([width / 2, height / 2])
  const isDown = useRef(false)
  const step = ({ key, shiftKey }: KeyboardEvent) => {
    const way = ARROWS[key]
    if (!way) return
    if (keyed.tool === 'MOVE') {
      keyed.pan(-way[0] * PAN_PX, -way[1] * PAN_PX)
      return
    }
    const far = Math.max(1, keyed.size / (shiftKey ? 8 : 2))
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
    const next: Point = [within(cursor[0] + way[0] * far, width), within(cursor[1] + way[1] * far, height)]
    setCursor(next)
    keyed.show(next)
    if (isDown.current) keyed.extend(next)
  }
  const lift = () => {
    if (isDown.current) keyed.end()
    isDown.current = false
  }
  return {
    cursor,
    handlers: {
      onKeyDown(event: KeyboardEvent) {
        if (event.key !== ' ' && !(event.key in ARROWS)) return
        event.preventDefault()
        step(event)
        if (event.key !== ' ' || isDown.current || keyed.tool === 'MOVE') return
        isDown.current = true
        keyed.begin(keyed.tool, keyed.size, cursor)
      },
      onKeyUp: (event: KeyboardEvent) => event.key === ' ' && lift(),
      // The key is let go elsewhere then.
      onBlur: lift,
    },
  }
}

/** The keys that hold wherever the focus is. */
export function onMaskKey(event: KeyboardEvent, keyed: Keyed): void {
  const key = event.key.toLowerCase()
  const isMod = event.ctrlKey || event.metaKey
  const named = isMod ? MOD_KEYS[event.shiftKey ? `shift+${key}` : key] : KEYS[key]
  if (!named || event.altKey) return
  event.preventDefault()
  // Undo outside of this dialog is about other things.
  event.nativeEvent.stopImmediatePropagation()
  named(keyed)
}

const MOD_KEYS: Record<string, (keyed: Keyed) => void> = {
  z: ({ undo }) => undo(),
  'shift+z': ({ redo }) => redo(),
  y: ({ redo }) => redo(),
}

const KEYS: Record<string, (keyed: Keyed) => void> = {
  b: ({ setTool }) => setTool('PAINT'),
  e: ({ setTool }) => setTool('ERASE'),
  h: ({ setTool }) => setTool('MOVE'),
  '[': ({ size, setSize }) => setSize(Math.max(1, Math.round(size / 1.25))),
  ']': ({ size, setSize }) => setSize(Math.round(size * 1.25) + 1),
  '+': ({ zoom }) => zoom(ZOOM_STEP),
  '-': ({ zoom }) => zoom(1 / ZOOM_STEP),
  '0': ({ showWhole }) => showWhole(),
}
