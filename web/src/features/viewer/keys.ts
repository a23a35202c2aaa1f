import { isMirrored } from '@/shared/texts/locale'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import type { ViewerActions } from './useViewerActions'

interface Key {
  keys: readonly string[]
  act: (actions: ViewerActions, zoom: ZoomControl | null) => unknown
}

const CLOSER = 1.5
const PAN_PX = 120

/** Arrows move a picture that is larger than the stage, and else go to its neighbours. */
function arrow(x: number, y: number, otherwise: (actions: ViewerActions) => unknown): Key['act'] {
  return (actions, zoom) => {
    if (zoom && !zoom.isFitted) zoom.panBy({ x: x * PAN_PX, y: y * PAN_PX }, true)
    else otherwise(actions)
  }
}

function step(actions: ViewerActions, isForward: boolean): void {
  if (isForward) actions.next()
  else actions.previous()
}

export const KEYS: readonly Key[] = [
  { keys: ['ArrowLeft'], act: arrow(1, 0, (actions) => step(actions, isMirrored)) },
  { keys: ['ArrowRight'], act: arrow(-1, 0, (actions) => step(actions, !isMirrored)) },
  { keys: ['ArrowUp'], act: arrow(0, 1, () => undefined) },
  { keys: ['ArrowDown'], act: arrow(0, -1, () => undefined) },
  { keys: ['+', '='], act: (_, zoom) => zoom?.zoomBy(CLOSER, undefined, true) },
  { keys: ['-', '_'], act: (_, zoom) => zoom?.zoomBy(1 / CLOSER, undefined, true) },
  { keys: ['0'], act: (_, zoom) => zoom?.fit() },
  { keys: ['1'], act: (_, zoom) => zoom?.full() },
  { keys: ['v'], act: (actions) => actions.goThrough?.() },
  { keys: ['b'], act: (actions) => actions.compare?.() },
  { keys: ['f'], act: (actions) => actions.fullScreen() },
  { keys: ['i'], act: (actions) => actions.toggleInfo() },
]
