import type { QueryClient } from '@tanstack/react-query'
import { clearSelection, countOf, selection } from '@/shared/selection/selection'
import { isModal } from '@/shared/ui/isModal'
import { isTyping } from '@/shared/ui/isTyping'
import { imageCacheOf } from '@/shared/useImageCache'
import { keepTrue, selectEverything } from './everything'
import { type PickedList, Picker } from './Picker'
import { sweepByTouch } from './sweepByTouch'
import { tileAt } from './tileAt'

/** Makes the tiles of a grid selectable by mouse, keyboard and touch; returns what ends it. */
export function pickOn(grid: HTMLElement, list: () => PickedList, client: QueryClient): () => void {
  const picker = new Picker(list)
  const signals = new AbortController()
  const { signal } = signals
  const capture = { capture: true, signal }
  const selecting = () => countOf(selection.get()) > 0

  grid.addEventListener('click', (event) => onClick(event, picker, selecting()), capture)
  grid.addEventListener('mousedown', (event) => event.shiftKey && event.preventDefault(), { signal })
  grid.addEventListener('pointerover', (event) => picker.preview(event.shiftKey ? tileAt(event) : null), {
    signal,
  })
  grid.addEventListener('pointerleave', () => picker.preview(null), { signal })
  grid.addEventListener('keydown', (event) => onTileKey(event, picker), capture)
  grid.addEventListener(
    'focusin',
    (event) => {
      const index = tileAt(event)
      if (picker.isSweeping && index !== null) picker.sweepTo(index)
    },
    { signal },
  )
  previewWhileShift(grid, picker, signal)
  const onKey = (event: KeyboardEvent) => {
    if (isTyping(event) || isModal()) return
    const all = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'a'
    if (all) void selectEverything(list().filter)
    else if (event.key === 'Escape' && selecting()) clearSelection()
    else return
    event.preventDefault()
  }
  window.addEventListener('keydown', onKey, { signal })
  const stopTouch = sweepByTouch(grid, picker)
  const stopWatching = keepTrue(imageCacheOf(client))
  return () => {
    signals.abort()
    stopTouch()
    stopWatching()
  }
}

function onClick(event: MouseEvent, picker: Picker, selecting: boolean): void {
  const index = tileAt(event)
  const target = event.target as Element
  const day = target.closest('[data-day]')?.getAttribute('data-day')
  if (day) void picker.toggleDay(day)
  const onCheck = target.closest('[role=checkbox]') !== null
  if (index === null || (!onCheck && !target.closest('[data-open]'))) return
  // Enter on a tile opens it, selecting or not.
  const byKey = event.detail === 0 && !onCheck
  const modified = event.ctrlKey || event.metaKey || event.shiftKey
  if (byKey || !(onCheck || modified || selecting)) return
  event.preventDefault()
  event.stopPropagation()
  if (event.shiftKey) void picker.rangeTo(index)
  else picker.toggle(index)
}

function onTileKey(event: KeyboardEvent, picker: Picker): void {
  const index = tileAt(event)
  if (index === null || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.shiftKey && event.key.startsWith('Arrow')) {
    if (!picker.isSweeping) picker.beginSweep(index)
    return
  }
  const onOpen = (event.target as Element).closest('[data-open]') !== null
  const day = event.shiftKey && event.key.toLowerCase() === 'd'
  const toggles = event.key.toLowerCase() === 'x' || (event.key === ' ' && onOpen)
  if (!toggles && !day) return
  event.preventDefault()
  event.stopPropagation()
  if (day) void picker.toggleDayOf(index)
  else if (event.shiftKey) void picker.rangeTo(index)
  else picker.toggle(index)
}

/** The tile under the pointer shows the range as soon as Shift goes down, and no more when it comes up. */
function previewWhileShift(grid: HTMLElement, picker: Picker, signal: AbortSignal): void {
  window.addEventListener(
    'keydown',
    (event) => {
      const under = event.key === 'Shift' && grid.querySelector('[data-tile]:hover')
      if (under) picker.preview(Number(under.getAttribute('data-tile')))
    },
    { signal },
  )
  const stop = () => {
    picker.preview(null)
    picker.endSweep()
  }
  window.addEventListener('keyup', (event) => event.key === 'Shift' && stop(), { signal })
  window.addEventListener('blur', stop, { signal })
}
