import { isTyping } from './isTyping'
import { useWindowKey } from './useWindowKey'

export function useUndoShortcut(): void {
  useWindowKey((event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
    if (!isUndo || isTyping(event)) return
    event.preventDefault()
    void import('@/shared/undo').then(({ undoLatest }) => undoLatest())
  })
}
