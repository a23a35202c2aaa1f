import { texts } from '@/shared/texts'
import { Button } from '@/shared/ui/Button'

interface FailedPartProps {
  top: number
  width: number
  onRetry: () => void
}

/** Stands at the beginning of what could not be loaded. */
export function FailedPart({ top, width, onRetry }: FailedPartProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div role="row" className="absolute inset-s-0 z-10" style={{ transform: `translateY(${top}px)`, width }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="gridcell" className="grid justify-items-center gap-3 p-6 text-sm">
        <p role="alert">{texts.gallery.failed}</p>
        <Button onClick={onRetry}>{texts.app.retry}</Button>
      </div>
    </div>
  )
}
