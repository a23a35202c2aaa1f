import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { AT_TOP } from '@/shared/grid/useAnchor'
import { comparePictures } from '@/shared/imageOrder'
import { PictureList } from '@/shared/timeline/PictureList'
import type { LookedAt } from '@/shared/timeline/usePictureList'

/** While a person looks further down, what comes in above waits, so that nothing moves under the eyes. */
export function useHeldPictures(list: LookedAt, scrollRef: RefObject<HTMLDivElement | null>) {
  const [newest, setNewest] = useState<Picture | null>(null)
  const { pictures, filter } = list
  const first = useRef<Picture | undefined>(undefined)
  useEffect(() => {
    first.current = pictures.at(0)
  }, [pictures])
  useEffect(() => {
    const scroller = scrollRef.current
    if (!scroller) return
    const follow = () => {
      const away = scroller.scrollTop > AT_TOP
      setNewest((held) => (away ? (held ?? first.current ?? null) : null))
    }
    scroller.addEventListener('scroll', follow, { passive: true })
    return () => scroller.removeEventListener('scroll', follow)
  }, [scrollRef])
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another list, nothing has been seen yet
  useEffect(() => setNewest(null), [filter])

  const held = useMemo(() => {
    if (!newest) return 0
    const index = pictures.parts[0]?.pictures.findIndex((one) => comparePictures(one, newest, filter) >= 0)
    return Math.max(0, index ?? 0)
  }, [pictures, newest, filter])
  const shown = useMemo(
    () => (held > 0 ? { ...list, pictures: withoutFirst(pictures, held) } : list),
    [list, pictures, held],
  )
  const showHeld = () => {
    setNewest(null)
    scrollRef.current?.scrollTo({ top: 0 })
  }
  return { shown, held, showHeld }
}

function withoutFirst({ parts }: PictureList, held: number): PictureList {
  const [part, ...rest] = parts
  if (!part) return new PictureList(parts)
  const pictures = part.pictures.slice(held)
  return new PictureList([{ ...part, pictures, count: part.count - held }, ...rest])
}
