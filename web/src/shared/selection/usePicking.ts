import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect } from 'react'
import { filterKey, type ImageListFilter } from '@/shared/imageOrder'
import type { PickedList } from '@/shared/picking/Picker'
import { useLatest } from '@/shared/useLatest'
import { nothing, selection } from './selection'

/** What tells that a person is there: how to select is loaded then, and not before. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin']
const RETRY_MS = 2_000

/** Makes the tiles of a grid selectable, and ends the selection with the list. */
export function usePicking(grid: HTMLElement | null, list: PickedList): void {
  const latest = useLatest(list)
  const client = useQueryClient()
  const key = filterKey(list.filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another selection
  useLayoutEffect(() => forget(latest.current.filter), [key])
  useEffect(() => {
    if (!grid) return
    let stop = () => {}
    let ended = false
    const waiting = new AbortController()
    const load = async () => {
      const { pickOn } = await import('@/shared/picking/pickOn')
      waiting.abort()
      if (!ended) stop = pickOn(grid, () => latest.current, client)
    }
    let loading: Promise<void> | null = null
    whileWaiting(grid, waiting.signal, () => {
      // Where the network is gone, a later sign tries again.
      loading ??= load().catch(() => void setTimeout(() => (loading = null), RETRY_MS))
      return loading
    })
    return () => {
      ended = true
      waiting.abort()
      stop()
    }
  }, [grid, client, latest])
}

function forget(filter: ImageListFilter): () => void {
  selection.set(nothing(filter))
  return () => selection.set(nothing(filter))
}

/** Loads at the first sign of a person. What they press before it is there is held, and sent again then. */
function whileWaiting(grid: HTMLElement, signal: AbortSignal, load: () => Promise<void>): void {
  // A finger's first touch may be the long press that begins a selection.
  if (window.matchMedia('(any-pointer: coarse)').matches) void load()
  for (const sign of SIGNS) window.addEventListener(sign, () => void load(), { signal })
  const hold = (event: MouseEvent | KeyboardEvent) => {
    const { target } = event
    if (!(target instanceof Element) || !selects(event, target, grid)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const Again = event instanceof KeyboardEvent ? KeyboardEvent : MouseEvent
    void load().then(() => signal.aborted && target.dispatchEvent(new Again(event.type, event)))
  }
  window.addEventListener('click', hold, { capture: true, signal })
  window.addEventListener('keydown', hold, { capture: true, signal })
}

function selects(event: MouseEvent | KeyboardEvent, target: Element, grid: HTMLElement): boolean {
  const modified = event.ctrlKey || event.metaKey
  const within = grid.contains(target)
  if (event instanceof KeyboardEvent) {
    if (event.key === 'a') return modified && !target.closest('input, textarea, dialog')
    const picksDay = event.shiftKey && event.key === 'D'
    return within && (event.key === 'x' || event.key === ' ' || picksDay)
  }
  if (!within) return false
  return (
    target.closest('[role=checkbox]') !== null ||
    ((modified || event.shiftKey) && target.closest('[data-open]') !== null)
  )
}
