import { hashKey } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Place } from '@/shared/imageOrder'
import { useStore } from '@/shared/store'
import type { LookedAt } from '@/shared/timeline/usePictureList'
import { lastViewed } from '@/shared/viewerLink'

/** Goes to the picture that the viewer was left on, or to the one in its place, when it was one of this list. */
export function useReturn({ filter, pictures, load }: LookedAt, goTo: (place: number) => void): void {
  const left = useStore(lastViewed)
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    if (!left || hashKey([left.list]) !== hashKey([filter])) return
    lastViewed.set(null)
    const { picture } = left
    load(picture, picture).then(
      () => setPlace(picture),
      () => undefined,
    )
  }, [left, filter, load])
  useEffect(() => {
    if (!place || !pictures.isLoadedAt(place)) return
    setPlace(null)
    goTo(pictures.placeOf(place))
  }, [place, pictures, goTo])
}
