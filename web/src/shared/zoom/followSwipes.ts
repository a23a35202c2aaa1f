import type { Swipe } from './Swipe'

/** One finger, or a pen, on a stage that knows nothing but swipes; returns what ends it. */
export function followSwipes(stage: HTMLElement, swipe: Swipe): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let finger: PointerEvent | null = null
  const cancel = () => {
    finger = null
    swipe.cancel()
  }
  const down = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') return
    // A second one swipes nothing.
    if (finger) return cancel()
    stage.setPointerCapture(event.pointerId)
    finger = event
  }
  const move = (event: PointerEvent) => {
    if (finger?.pointerId !== event.pointerId) return
    const by = { x: event.clientX - finger.clientX, y: event.clientY - finger.clientY }
    swipe.move(by, event.timeStamp)
    finger = event
  }
  const up = (event: PointerEvent) => {
    if (finger?.pointerId !== event.pointerId) return
    finger = null
    if (swipe.isMoving) swipe.end()
  }
  stage.addEventListener('pointerdown', down, { signal })
  stage.addEventListener('pointermove', move, { signal })
  stage.addEventListener('pointerup', up, { signal })
  stage.addEventListener('pointercancel', cancel, { signal })
  return () => ended.abort()
}
