import { useCallback } from 'react'
import { useLocation } from 'react-router'
import type { ImageListFilter } from './imageOrder'

/** Rides along in the history entry: the page to keep beneath the viewer, and the list its arrows walk. */
export interface ViewerState {
  background: { pathname: string; search: string }
  list: ImageListFilter | null
}

export function viewerPath(id: string): string {
  return `/gallery/${encodeURIComponent(id)}`
}

export type ViewerLink = ReturnType<typeof useViewerLink>

/** The list has to be the same object until it is another list. */
export function useViewerLink(list: ImageListFilter | null) {
  const { pathname, search } = useLocation()
  return useCallback(
    (id: string) => ({
      to: viewerPath(id),
      state: { background: { pathname, search }, list } satisfies ViewerState,
    }),
    [pathname, search, list],
  )
}
