import type { QueryClient } from '@tanstack/react-query'
import type { NavigateFunction } from 'react-router'
import { countOf, isSelected, selection } from '@/shared/selection/selection'
import { isModal } from '@/shared/ui/isModal'
import { isTyping } from '@/shared/ui/isTyping'
import { loadToasts } from '@/shared/ui/Toaster'
import { imageCacheOf } from '@/shared/useImageCache'
import { act, loadDeeds } from './act'
import { actionOf, isKey, OF_GRID, type Target } from './actions'
import { menu } from './menu'
import { PLACES, SEARCH_FIELD, searchState } from './places'
import { sheetShown } from './sheet'

/** How long the second key of a pair is waited for. */
const PAIR_MS = 1_200
/** When the first key of a pair was pressed: a page that comes in between listens anew. */
let going = Number.NEGATIVE_INFINITY

/** Does what keys and the right button ask for; returns what ends it. */
export function listen(client: QueryClient, navigate: NavigateFunction): () => void {
  const ended = new AbortController()
  const { signal } = ended

  const onKey = (event: KeyboardEvent): boolean => {
    if (isKey(event, '?')) {
      sheetShown.set(!sheetShown.get())
      return true
    }
    if (isModal()) return false
    const isSecond = event.timeStamp - going < PAIR_MS
    const place = isSecond && PLACES.find(({ key }) => isKey(event, key))
    going = isKey(event, 'g') && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY
    if (place) navigate(place.path)
    else if (isKey(event, '/')) goToSearch(navigate)
    else return actByKey(event, client)
    return true
  }
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.repeat || isTyping(event)) return
      if (onKey(event)) event.preventDefault()
    },
    { signal },
  )
  window.addEventListener('contextmenu', (event) => onContextMenu(event, client), { signal })
  for (const sign of ['pointermove', 'pointerdown', 'keydown'])
    window.addEventListener(sign, loadAhead, { signal, once: true })
  return () => ended.abort()
}

function actByKey(event: KeyboardEvent, client: QueryClient): boolean {
  const target = countOf(selection.get()) > 0 ? selected() : tileOf(event, client)
  const id = target && actionOf(event, target)
  if (!id || OF_GRID.includes(id)) return false
  void act(id, target)
  return true
}

/** With Shift the browser's own menu comes. */
function onContextMenu(event: PointerEvent | MouseEvent, client: QueryClient): void {
  if (event.defaultPrevented || event.shiftKey) return
  // A long press selects.
  if (event instanceof PointerEvent && event.pointerType === 'touch') return
  const one = tileOf(event, client)
  if (one?.kind !== 'one') return
  event.preventDefault()
  const chosen = selection.get()
  const isAmongSelected = countOf(chosen) > 0 && isSelected(chosen, one.picture.id)
  const tile = (event.target as Element).closest('[data-picture]')
  const opener = tile?.querySelector<HTMLElement>('[data-open]') ?? null
  const asked = { target: isAmongSelected ? selected() : one, x: event.clientX, y: event.clientY, opener }
  // Where the press itself asks for the menu, the release would close what is open by then.
  if (event.buttons === 0) menu.set(asked)
  else window.addEventListener('mouseup', () => menu.set(asked), { once: true })
}

function selected(): Target {
  return { kind: 'many', chosen: selection.get() }
}

function tileOf({ target }: Event, client: QueryClient): Target | null {
  const tile = target instanceof Element ? target.closest('[data-picture]') : null
  const picture = tile && imageCacheOf(client).find(tile.getAttribute('data-picture') ?? '')
  return picture ? { kind: 'one', picture } : null
}

/** What a person is likely to need next; where the network is gone it is asked for again when it is needed. */
function loadAhead(): void {
  for (const load of [loadDeeds, loadToasts]) load().catch(() => {})
}

function goToSearch(navigate: NavigateFunction): void {
  const field = document.querySelector<HTMLInputElement>(SEARCH_FIELD)
  if (field) field.select()
  else navigate('/gallery', { state: searchState })
}
