import { useEffect } from 'react'
import { isModal } from '@/shared/ui/isModal'
import { isTyping } from '@/shared/ui/isTyping'
import type { BulkAction } from './bulkActions'

/** While there is a selection the keys of one picture are those of all that is selected. */
export function useBulkKeys(actions: BulkAction[]): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isModal()) return
      const names = namesOf(event)
      const action = actions.find(({ name }) => names.includes(name))
      if (!action) return
      event.preventDefault()
      event.stopPropagation()
      action.run()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [actions])
}

function namesOf({ key, shiftKey }: KeyboardEvent): string[] {
  if (key === 's') return ['STAR', 'UNSTAR']
  if (key !== 'Delete' && key !== 'Backspace') return []
  return shiftKey ? ['DELETE'] : ['TRASH', 'RESTORE']
}
