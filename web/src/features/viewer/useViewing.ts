import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import { type PictureDetails, PictureDetailsQuery } from '@/shared/graphql/queries'
import { request } from '@/shared/graphql/request'
import { pictureKey } from '@/shared/imageCache'
import { useImageCache } from '@/shared/useImageCache'
import { type ViewerState, viewerPath } from '@/shared/viewerLink'
import { useNeighbours } from './useNeighbours'

const FRESH_MS = 300_000
const WHOLE_GALLERY = { starred: false, trashed: false }

export type ViewedPicture = Picture & Partial<PictureDetails>

/** A picture with its details; what the list already knows of it is there at once. */
export function usePictureDetails(id: string) {
  const cache = useImageCache()
  const { data, isError } = useQuery<ViewedPicture | null>({
    queryKey: pictureKey(id),
    staleTime: FRESH_MS,
    placeholderData: () => cache.find(id),
    queryFn: async ({ signal }) => {
      const { node } = await request(PictureDetailsQuery, { id }, signal)
      return node?.__typename === 'Image' ? node : null
    },
  })
  return { picture: data ?? null, missing: data === null || isError }
}

/** Where the viewer stands in its list, and how it moves and closes. */
export function useViewing(picture: Picture | null) {
  const state = useLocation().state as ViewerState | null
  const navigate = useNavigate()
  const { around, index } = useNeighbours(state?.list ?? WHOLE_GALLERY, picture)

  const goTo = useCallback(
    (picture: Picture | undefined) => {
      // One history entry for the whole visit, so that Back closes the viewer.
      if (picture) navigate(viewerPath(picture.id), { replace: true, state })
    },
    [navigate, state],
  )
  const leave = useCallback(() => {
    if (state?.background) navigate(-1)
    else navigate('/gallery', { replace: true })
  }, [navigate, state])
  return {
    previous: index > 0 ? around[index - 1] : undefined,
    next: index >= 0 ? around[index + 1] : undefined,
    goTo,
    leave,
  }
}
