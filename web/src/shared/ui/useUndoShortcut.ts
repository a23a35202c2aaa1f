import { useEffect } from 'react'
import { isTyping } from './isTyping'

export function useUndoShortcut(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
      if (!isUndo || isTyping(event)) return
      event.preventDefault()
      void import('@/shared/undo').then(({ undoLatest }) => undoLatest())
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
