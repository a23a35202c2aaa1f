import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import { belongs, type ImageListFilter } from '@/shared/imageOrder'
import { type LastViewed, lastViewed, type ViewerState, viewerPath } from '@/shared/viewerLink'
import { useNeighbours } from './useNeighbours'

const GALLERY: ImageListFilter = { starred: false, trashed: false }
const TRASH: ImageListFilter = { starred: false, trashed: true }

/** Where the viewer stands in its list, and how it moves and closes. */
export function useViewing(picture: Picture | null) {
  const state = useLocation().state as ViewerState | null
  const navigate = useNavigate()
  const list = useViewedList(state?.list ?? null, picture)
  const place = usePlace(picture, list)
  const beside = useNeighbours(place, list)
  useLastViewed(place, list)
  const heading = useHeading(place, state?.depth)
  const [way, setWay] = useState<'next' | 'previous'>('next')

  const goTo = useCallback(
    (id: string) => {
      heading.current = null
      // One history entry for all of a list, so that Back closes the viewer.
      navigate(viewerPath(id), { replace: true, state })
    },
    [navigate, state, heading],
  )
  const step = (to: 'next' | 'previous') => {
    const picture = beside(heading.current ?? place)[to]
    if (!picture) return
    setWay(to)
    goTo(picture.id)
    heading.current = picture
  }
  const leave = useCallback(() => {
    if (state?.background) navigate(-1 - (state.depth ?? 0))
    else navigate('/gallery', { replace: true })
  }, [navigate, state])
  const { previous, next } = beside(place)
  return {
    previous,
    next,
    ahead: way === 'next' ? [next, previous] : [previous, next],
    /** How a link to a picture of another place goes there, from where Back returns to this one. */
    linkTo: (id: string) => ({
      to: viewerPath(id),
      state: state && { ...state, depth: (state.depth ?? 0) + 1 },
    }),
    step,
    goTo,
    leave,
  }
}

/** The list that was come from; without one, that which the first picture belongs to. */
function useViewedList(given: ImageListFilter | null, picture: Picture | null): ImageListFilter | null {
  const [home, setHome] = useState<ImageListFilter | null>(null)
  if (!home && picture) setHome(picture.deletedAt ? TRASH : GALLERY)
  return given ?? home
}

/** The picture as it stood in its list last, for one that has been thrown away meanwhile stands nowhere. */
function usePlace(picture: Picture | null, list: ImageListFilter | null): Picture | null {
  const [place, setPlace] = useState(picture)
  const isNewer = picture && list && (place?.id !== picture.id || belongs(picture, list))
  if (isNewer && place !== picture) setPlace(picture)
  return place
}

/** Where a person is on the way to, who may press a key again before it is shown. */
function useHeading(place: Picture | null, depth: number | undefined) {
  const heading = useRef<Picture | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another depth is another way
  useEffect(() => {
    heading.current = null
  }, [depth])
  useEffect(() => {
    if (heading.current?.id === place?.id) heading.current = null
  }, [place])
  return heading
}

function useLastViewed(picture: Picture | null, list: ImageListFilter | null): void {
  const latest = useRef<LastViewed | null>(null)
  useEffect(() => {
    if (picture && list) latest.current = { picture, list }
  }, [picture, list])
  useEffect(() => () => lastViewed.set(latest.current), [])
}
