import { type RefObject, useEffect, useRef } from 'react'
import { isTyping } from '@/shared/ui/isTyping'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import { KEYS } from './keys'
import type { ViewerActions } from './useViewerActions'

/** Keys work wherever the focus is, which a button takes with it when it goes, unless a question lies over all. */
export function useViewerKeys(
  screen: RefObject<HTMLElement | null>,
  actions: ViewerActions,
  zoom: ZoomControl | null,
): void {
  const latest = useRef({ actions, zoom })
  useEffect(() => {
    latest.current = { actions, zoom }
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isOnTop = [...document.querySelectorAll('dialog:modal')].at(-1)?.contains(screen.current)
      if (isOnTop) press(event, latest.current.actions, latest.current.zoom)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [screen])
}

function press(event: KeyboardEvent, actions: ViewerActions, zoom: ZoomControl | null): void {
  if (event.altKey || isTyping(event)) return
  if (event.ctrlKey || event.metaKey) {
    if (event.key === 'c' && copiesNothing()) actions.copyImage()
    return
  }
  const key = KEYS.find(({ keys, shift }) => keys.includes(event.key) && (!shift || event.shiftKey))
  if (!key) return
  event.preventDefault()
  void key.act(actions, zoom)
}

/** A person who has marked some words wants those. */
function copiesNothing(): boolean {
  return document.getSelection()?.isCollapsed ?? true
}
