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

export function useViewerLink(list: ImageListFilter | null) {
  const { pathname, search } = useLocation()
  const starred = list?.starred
  const trashed = list?.trashed
  return useCallback(
    (id: string) => ({
      to: viewerPath(id),
      state: {
        background: { pathname, search },
        list: starred === undefined || trashed === undefined ? null : { starred, trashed },
      } satisfies ViewerState,
    }),
    [pathname, search, starred, trashed],
  )
}
