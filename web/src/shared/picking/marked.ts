import type { Picture } from '@/shared/graphql/fragments'
import { belongs } from '@/shared/imageOrder'
import type { Matching, Selection } from '@/shared/selection/selection'

/** The selection with these pictures in it, or out of it. */
export function marked(chosen: Selection, pictures: readonly Picture[], on: boolean): Selection {
  if (chosen.kind === 'matching') return excepted(chosen, pictures, on)
  const next = new Map(chosen.pictures)
  for (const picture of pictures) {
    if (!on) next.delete(picture.id)
    else if (belongs(picture, chosen.filter)) next.set(picture.id, picture)
  }
  return { ...chosen, pictures: next }
}

function excepted(chosen: Matching, pictures: readonly Picture[], on: boolean): Matching {
  const touched = pictures.filter(({ id }) => !chosen.late.has(id) && chosen.except.has(id) === on)
  const except = new Set(chosen.except)
  for (const { id } of touched) {
    if (on) except.delete(id)
    else except.add(id)
  }
  const sign = on ? 1 : -1
  return {
    ...chosen,
    except,
    count: chosen.count + sign * touched.length,
    byteSize: chosen.byteSize + sign * touched.reduce((sum, one) => sum + one.byteSize, 0),
    starredCount: chosen.starredCount + sign * touched.filter((one) => one.starred).length,
  }
}
