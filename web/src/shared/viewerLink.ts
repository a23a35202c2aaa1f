import { useCallback } from 'react'
import { useLocation } from 'react-router'
import type { Picture } from './graphql/fragments'
import type { ImageListFilter } from './imageOrder'
import { Store } from './store'

/** Rides along in the history entry: the page to keep beneath the viewer, and the list its arrows walk. */
export interface ViewerState {
  background: { pathname: string; search: string }
  list: ImageListFilter | null
  /** How many pictures lie beneath this one in the history, each come upon from the one before. */
  depth?: number
}

export interface LastViewed {
  /** As it stood in its list. */
  picture: Picture
  list: ImageListFilter
}

/** Rides along where pictures of a list are gone through or compared: where in it to go on afterwards. */
export interface LeaveState {
  left: LastViewed
}

/** What was looked at last: the page that shows its list takes it from here, and goes there. */
export const lastViewed = new Store<LastViewed | null>(null)

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
