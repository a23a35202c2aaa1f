import type { Picture } from '@/shared/graphql/fragments'
import { pageOf } from '@/shared/imageLists'
import { comparePictures } from '@/shared/imageOrder'
import { isSelected, type Matching, MOST_IDS, type Selection } from './selection'

/** The pictures that are selected, in the order of their list; the server is asked where they have no names yet. */
export async function listed(chosen: Selection): Promise<Picture[]> {
  if (chosen.kind === 'matching') return matching(chosen)
  return [...chosen.pictures.values()].toSorted((a, b) => comparePictures(a, b, chosen.filter))
}

async function matching(chosen: Matching): Promise<Picture[]> {
  const found: Picture[] = []
  let after: string | null = null
  do {
    const { nodes, pageInfo } = await pageOf(chosen.filter, after)
    found.push(...nodes.filter(({ id }) => isSelected(chosen, id)))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null && found.length < MOST_IDS)
  return found.slice(0, MOST_IDS)
}
