import type { QueryClient } from '@tanstack/react-query'
import { type BulkAction, bulkActions } from '@/shared/operations/bulkActions'
import { countOf, selection } from '@/shared/selection/selection'
import { isModal } from '@/shared/ui/isModal'
import { isTyping } from '@/shared/ui/isTyping'

/** While there is a selection, the keys of one picture are those of all that is selected. */
export function bulkKeys(client: QueryClient, signal: AbortSignal): void {
  const onKey = (event: KeyboardEvent) => {
    const chosen = selection.get()
    if (countOf(chosen) === 0 || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event) || isModal()) return
    const names = namesOf(event)
    if (names.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    bulkActions(client, chosen)
      .find(({ name }) => names.includes(name))
      ?.run()
  }
  window.addEventListener('keydown', onKey, { capture: true, signal })
}

function namesOf({ key, shiftKey }: KeyboardEvent): BulkAction['name'][] {
  if (key === 's') return ['STAR', 'UNSTAR']
  if (key === 'r') return ['RESTORE']
  if (key !== 'Delete' && key !== 'Backspace') return []
  return shiftKey ? ['DELETE'] : ['TRASH']
}
