import { useSyncExternalStore } from 'react'
import { candidates, countOf, isSelected, selection } from './selection'

export function useIsSelected(id: string): boolean {
  return useSyncExternalStore(selection.subscribe, () => isSelected(selection.get(), id))
}

export function useIsCandidate(id: string): boolean {
  return useSyncExternalStore(candidates.subscribe, () => candidates.get().has(id))
}

export function useSelectedCount(): number {
  return useSyncExternalStore(selection.subscribe, () => countOf(selection.get()))
}

export function useIsSelecting(): boolean {
  return useSyncExternalStore(selection.subscribe, () => countOf(selection.get()) > 0)
}
