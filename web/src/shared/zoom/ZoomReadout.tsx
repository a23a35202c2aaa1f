import { Minimize2 } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { moreTexts } from '@/shared/moreTexts'
import type { ZoomControl } from './ZoomControl'

const words = moreTexts.zoom

/** How large the picture is shown, while it is larger than fits; pressing it shows the whole again. */
export function ZoomReadout({ zoom }: { zoom: ZoomControl }) {
  const percent = useSyncExternalStore(zoom.view.subscribe, () =>
    zoom.isFitted ? null : Math.round(zoom.view.get().scale * 100),
  )
  if (percent === null) return null
  return (
    <button
      type="button"
      onClick={zoom.fit}
      aria-label={words.label(percent)}
      title={words.fit}
      className="absolute bottom-3 left-1/2 flex h-9 -translate-x-1/2 items-center gap-2 rounded-full bg-black/60 px-4 text-sm tabular-nums backdrop-blur-sm hover:bg-black/80 pointer-coarse:h-11"
    >
      {words.percent(percent)}
      <Minimize2 size={14} aria-hidden />
    </button>
  )
}
