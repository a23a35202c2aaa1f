import { type Fact, fact, paramFacts } from '@/shared/facts'
import { formatBytes, formatDate, formatDimensions } from '@/shared/formatDetails'
import type { ComparedPicture } from './documents'
import { words } from './words'

export interface Row {
  name: string
  one: string
  other: string
  differs: boolean
}

/** What the two were made with, side by side; what neither tells of is left out. */
export function rowsOf(one: ComparedPicture, other: ComparedPicture): Row[] {
  const [a, b] = [one, other].map(
    (picture) => new Map(factsOf(picture).map(({ name, text }) => [name, text])),
  )
  const names = new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])
  return [...names].flatMap((name) => {
    const [left, right] = [a?.get(name) ?? '', b?.get(name) ?? '']
    return left || right ? [{ name, one: left, other: right, differs: left !== right }] : []
  })
}

function factsOf(picture: ComparedPicture): Fact[] {
  return [
    fact(words.model, picture.model),
    ...paramFacts(picture.params),
    fact(words.dimensions, formatDimensions(picture.width, picture.height)),
    fact(words.file, formatBytes(picture.byteSize)),
    fact(words.created, formatDate(picture.createdAt)),
  ]
}
