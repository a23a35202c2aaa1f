import type { Picture } from './graphql/fragments'
import type { ImageList, ImagePage } from './imageCache'
import { belongs, comparePictures, type ImageListFilter } from './imageOrder'

/** The list with each known picture at its place, or out of it; pages that do not change keep their identity. */
export function reconcile(
  list: ImageList,
  known: Map<string, Picture | null>,
  filter: ImageListFilter,
): ImageList {
  const placed = new Set<string>()
  let pages = list.pages.map((page) => updatePage(page, known, filter, placed))
  for (const picture of known.values()) {
    if (!picture || placed.has(picture.id) || !belongs(picture, filter)) continue
    pages = insert(pages, picture, filter, list.pageParams[0] === null)
  }
  return pages.some((page, i) => page !== list.pages[i]) ? { ...list, pages } : list
}

function updatePage(
  page: ImagePage,
  known: Map<string, Picture | null>,
  filter: ImageListFilter,
  placed: Set<string>,
): ImagePage {
  if (!page.nodes.some((node) => known.has(node.id))) return page
  const nodes = page.nodes.flatMap((node) => {
    const next = known.get(node.id)
    if (next === undefined) return [node]
    const stays = next !== null && belongs(next, filter) && comparePictures(node, next, filter) === 0
    if (!stays || placed.has(node.id)) return []
    placed.add(node.id)
    return [next]
  })
  return { ...page, nodes }
}

function insert(
  pages: ImagePage[],
  picture: Picture,
  filter: ImageListFilter,
  fromStart: boolean,
): ImagePage[] {
  const before = (node: Picture) => comparePictures(picture, node, filter) < 0
  const index = pages.findIndex((page) => {
    const last = page.nodes.at(-1)
    return last !== undefined && before(last)
  })
  // Past the last loaded picture it comes with the next page, unless there is none.
  const target = index >= 0 ? index : pages.length - 1
  const page = pages[target]
  if (!page || (index < 0 && page.pageInfo.hasNextPage)) return pages
  const place = index < 0 ? page.nodes.length : page.nodes.findIndex(before)
  if (target === 0 && place === 0 && !fromStart && page.nodes.length > 0) return pages
  return pages.with(target, { ...page, nodes: page.nodes.toSpliced(place, 0, picture) })
}
