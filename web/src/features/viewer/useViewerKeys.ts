import type { KeyboardEvent } from 'react'
import { isTyping } from '@/shared/ui/isTyping'
import { KEYS } from './keys'
import type { ViewerActions } from './useViewerActions'
import type { ZoomControl } from './ZoomControl'

export function useViewerKeys(actions: ViewerActions, zoom: ZoomControl | null) {
  return (event: KeyboardEvent) => {
    if (event.altKey || isTyping(event.nativeEvent)) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'c' && copiesNothing()) actions.copyImage()
      return
    }
    const key = KEYS.find(({ keys, shift }) => keys.includes(event.key) && (!shift || event.shiftKey))
    if (!key) return
    event.preventDefault()
    void key.act(actions, zoom)
  }
}

/** A person who has marked some words wants those. */
function copiesNothing(): boolean {
  return document.getSelection()?.isCollapsed ?? true
}
