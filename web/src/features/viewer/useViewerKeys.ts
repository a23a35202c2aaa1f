import type { KeyboardEvent } from 'react'
import { isTyping } from '@/shared/ui/isTyping'
import type { ViewerActions } from './ViewerBar'

export function useViewerKeys(actions: ViewerActions, previous: () => void, next: () => void) {
  const keys: Record<string, () => void> = {
    ArrowLeft: previous,
    ArrowRight: next,
    s: actions.star,
    e: actions.edit,
    c: actions.copyPrompt,
    i: actions.toggleInfo,
    Delete: actions.trashOrRestore,
    Backspace: actions.trashOrRestore,
  }
  return (event: KeyboardEvent) => {
    const act = event.shiftKey && event.key === 'Delete' ? actions.deleteForEver : keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.nativeEvent)) return
    event.preventDefault()
    act()
  }
}
