import type { RefObject } from 'react'
import { actionOf, OF_GRID } from '@/shared/actions/actions'
import type { Picture } from '@/shared/graphql/fragments'
import { isTyping } from '@/shared/ui/isTyping'
import { useWindowKey } from '@/shared/ui/useWindowKey'
import type { ZoomControl } from '@/shared/zoom/ZoomControl'
import { KEYS } from './keys'
import type { ViewerActions } from './useViewerActions'

interface Heard {
  picture: Picture | null
  actions: ViewerActions
  zoom: ZoomControl | null
}

/** Keys work wherever the focus is, which a button takes with it when it goes, unless a question lies over all. */
export function useViewerKeys(screen: RefObject<HTMLElement | null>, heard: Heard): void {
  useWindowKey((event) => {
    const isOnTop = [...document.querySelectorAll('dialog:modal')].at(-1)?.contains(screen.current)
    if (isOnTop) press(event, heard)
  })
}

function press(event: KeyboardEvent, { picture, actions, zoom }: Heard): void {
  if (event.altKey || isTyping(event)) return
  if (event.ctrlKey || event.metaKey) {
    if (event.key === 'c' && copiesNothing() && !event.repeat) actions.copyImage()
    return
  }
  const own = KEYS.find(({ keys }) => keys.includes(event.key))
  const asked = picture && actionOf(event, { kind: 'one', picture })
  if (own) void own.act(actions, zoom)
  else if (asked && !OF_GRID.includes(asked)) {
    // A key that is held down would go on with the pictures that follow.
    if (!event.repeat) actions.do(asked)
  } else return
  event.preventDefault()
}

/** A person who has marked some words wants those. */
function copiesNothing(): boolean {
  return document.getSelection()?.isCollapsed ?? true
}
