import { useEffect, useMemo } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import type { ImageListFilter } from '@/shared/imageOrder'
import { usePictureList } from '@/shared/timeline/usePictureList'

/** How many pictures to either side are loaded. */
const AHEAD = 4
const NONE: readonly Picture[] = []

/** The pictures around one of a list, in order, and where it stands among them; -1 while that is not known. */
export function useNeighbours(filter: ImageListFilter, picture: Picture | null) {
  const { list } = usePictureList(filter)
  const { pictures, near, load } = list
  const place = useMemo(() => (picture ? pictures.indexOf(picture.id) : -1), [pictures, picture])
  useEffect(() => {
    if (place >= 0) near(place - AHEAD, place + AHEAD)
    else if (picture && pictures.count > 0) void load(picture, picture).catch(() => undefined)
  }, [place, picture, pictures.count, near, load])
  return useMemo(() => {
    if (place < 0) return { around: NONE, index: -1 }
    const before = pictures.between(place - AHEAD, place).length - 1
    return { around: pictures.between(place - AHEAD, place + AHEAD), index: before }
  }, [pictures, place])
}
