import { isTyping } from '@/shared/ui/isTyping'
import { useWindowKey } from '@/shared/ui/useWindowKey'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'

const CLOSER = 1.5
const PAN_PX = 120

const KEYS: Record<string, (zoom: ZoomControl) => void> = {
  '+': (zoom) => zoom.zoomBy(CLOSER, undefined, true),
  '=': (zoom) => zoom.zoomBy(CLOSER, undefined, true),
  '-': (zoom) => zoom.zoomBy(1 / CLOSER, undefined, true),
  '0': (zoom) => zoom.fit(),
  '1': (zoom) => zoom.full(),
  ArrowLeft: (zoom) => zoom.panBy({ x: PAN_PX, y: 0 }, true),
  ArrowRight: (zoom) => zoom.panBy({ x: -PAN_PX, y: 0 }, true),
  ArrowUp: (zoom) => zoom.panBy({ x: 0, y: PAN_PX }, true),
  ArrowDown: (zoom) => zoom.panBy({ x: 0, y: -PAN_PX }, true),
}

/** The same keys as in the viewer; the divider has its arrows for itself. */
export function useZoomKeys(zoom: ZoomControl): void {
  useWindowKey((event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isTyping(event)) return
    if (event.key.startsWith('Arrow') && (zoom.isFitted || isScrolling(event))) return
    const act = KEYS[event.key]
    if (!act) return
    event.preventDefault()
    act(zoom)
  })
}

/** The list of differences scrolls by the same keys. */
function isScrolling({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('aside') !== null
}
