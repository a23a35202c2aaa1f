import { hashKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import type { ImageListFilter } from '@/shared/imageOrder'
import { useStore } from '@/shared/store'
import { lastViewed } from '@/shared/viewerLink'

/** Goes to the picture that the viewer was left on, when it was one of this list. */
export function useReturn(filter: ImageListFilter, goTo: (picture: Picture) => void): void {
  const left = useStore(lastViewed)
  useEffect(() => {
    if (!left || hashKey([left.list]) !== hashKey([filter])) return
    lastViewed.set(null)
    goTo(left.picture)
  }, [left, filter, goTo])
}
