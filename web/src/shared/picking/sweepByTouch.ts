import type { Picker } from './Picker'
import { tileAt, tileAtPoint } from './tileAt'

const PRESS_MS = 350
const SLOP_PX = 10
/** How near to its edge a stroke makes the list scroll, and by how much in each frame. */
const EDGE_PX = 72
const SCROLL_PX = 14

interface Stroke {
  x: number
  y: number
  timer: ReturnType<typeof setTimeout>
}

/** A long press selects a picture; going on from there without lifting the finger sweeps over others. */
export function sweepByTouch(grid: HTMLElement, picker: Picker): () => void {
  const signals = new AbortController()
  const { signal } = signals
  let stroke: Stroke | null = null
  let frame = 0

  const end = () => {
    if (stroke) clearTimeout(stroke.timer)
    stroke = null
    cancelAnimationFrame(frame)
    picker.endSweep()
  }
  const follow = () => {
    if (!stroke || !picker.isSweeping) return
    scrollAtEdge(grid, stroke.y)
    const index = tileAtPoint(stroke.x, stroke.y)
    if (index !== null) picker.sweepTo(index)
    frame = requestAnimationFrame(follow)
  }
  const start = (event: TouchEvent) => {
    end()
    const touch = event.touches[0]
    const index = tileAt(event)
    if (!touch || index === null || event.touches.length > 1) return
    const press = () => {
      picker.beginSweep(index)
      navigator.vibrate?.(10)
      follow()
    }
    stroke = { x: touch.clientX, y: touch.clientY, timer: setTimeout(press, PRESS_MS) }
  }
  const move = (event: TouchEvent) => {
    const touch = event.touches[0]
    if (!stroke || !touch) return
    if (!picker.isSweeping) {
      if (Math.hypot(touch.clientX - stroke.x, touch.clientY - stroke.y) > SLOP_PX) end()
      return
    }
    event.preventDefault()
    stroke.x = touch.clientX
    stroke.y = touch.clientY
  }
  const lift = (event: TouchEvent) => {
    // A stroke is no click.
    if (picker.isSweeping) event.preventDefault()
    end()
  }
  grid.addEventListener('touchstart', start, { passive: true, signal })
  grid.addEventListener('touchmove', move, { passive: false, signal })
  grid.addEventListener('touchend', lift, { signal })
  grid.addEventListener('touchcancel', end, { signal })
  // A long press on a link would open the browser's own menu.
  grid.addEventListener('contextmenu', (event) => stroke && event.preventDefault(), { signal })
  return () => {
    end()
    signals.abort()
  }
}

function scrollAtEdge(grid: HTMLElement, y: number): void {
  const scroller = grid.closest('[data-scroller]')
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y < top + EDGE_PX) scroller.scrollTop -= SCROLL_PX
  else if (y > bottom - EDGE_PX) scroller.scrollTop += SCROLL_PX
}
