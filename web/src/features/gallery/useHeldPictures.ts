import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { comparePictures, type ImageListFilter } from '@/shared/imageOrder'

const NEAR_TOP = 80

/** While a person looks further down, what comes in above waits, so that nothing moves under the eyes. */
export function useHeldPictures(
  pictures: Picture[],
  filter: ImageListFilter,
  scrollRef: RefObject<HTMLDivElement | null>,
) {
  const [newest, setNewest] = useState<Picture | null>(null)
  const first = useRef<Picture | undefined>(undefined)
  useEffect(() => {
    first.current = pictures[0]
  }, [pictures])
  useEffect(() => {
    const scroller = scrollRef.current
    if (!scroller) return
    const follow = () => {
      const away = scroller.scrollTop > NEAR_TOP
      setNewest((held) => (away ? (held ?? first.current ?? null) : null))
    }
    scroller.addEventListener('scroll', follow, { passive: true })
    return () => scroller.removeEventListener('scroll', follow)
  }, [scrollRef])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its top
  useEffect(() => {
    scrollRef.current?.scrollTo({ top: 0 })
  }, [filter, scrollRef])

  const held = useMemo(() => {
    if (!newest) return 0
    const index = pictures.findIndex((picture) => comparePictures(picture, newest, filter) >= 0)
    return index < 0 ? 0 : index
  }, [pictures, newest, filter])
  const shown = useMemo(() => (held > 0 ? pictures.slice(held) : pictures), [pictures, held])
  const showHeld = () => {
    setNewest(null)
    scrollRef.current?.scrollTo({ top: 0 })
  }
  return { shown, held, showHeld }
}
