import { texts } from '@/shared/texts'
import { useSelectedCount } from './useSelection'

/** Says how many are selected to those who do not see it. */
export function SelectionAnnouncer() {
  const count = useSelectedCount()
  return (
    <p role="status" className="sr-only">
      {count > 0 && texts.selection.selected(count)}
    </p>
  )
}
