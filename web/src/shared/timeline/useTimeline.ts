import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { TimelineQuery } from '@/shared/graphql/queries'
import { request } from '@/shared/graphql/request'
import { type ImagePage, imageListKey, timelineKey } from '@/shared/imageCache'
import { belongs, type ImageListFilter, serverFilter } from '@/shared/imageOrder'
import { imageCacheOf } from '@/shared/useImageCache'
import { CHAPTER, type Chapter, chaptersOf, sumOf, wholeChapter } from './chapters'

export interface Timeline {
  filter: ImageListFilter
  chapters: Chapter[]
  /** Width to height of a picture as a rule: what those take for room that are not loaded. */
  ratio: number
}

/** How many pictures each day has; ImageCache has it counted again. The trash stands in an order that has no days. */
export function useTimeline(filter: ImageListFilter) {
  const client = useQueryClient()
  return useQuery<Timeline>({
    queryKey: timelineKey(filter),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => (filter.trashed ? ofTrash(filter) : read(client, filter, signal)),
  })
}

function ofTrash(filter: ImageListFilter): Timeline {
  return { filter, chapters: [wholeChapter(filter)], ratio: 1 }
}

async function read(client: QueryClient, filter: ImageListFilter, signal: AbortSignal): Promise<Timeline> {
  const before = client.getQueryData<Timeline>(timelineKey(filter))
  const askedAt = performance.now()
  const asked = { filter: serverFilter(filter), timeZone: ownTimeZone(), first: CHAPTER, withNewest: !before }
  const { imageTimeline, images } = await request(TimelineQuery, asked, signal)
  const chapters = chaptersOf(filter, imageTimeline, before?.chapters)
  if (images) shelve(client, chapters, images, askedAt)
  return { filter, chapters, ratio: before?.ratio ?? usualRatio(images) }
}

/** A browser that does not know where it is says so by a name that is none. */
function ownTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return timeZone && timeZone !== 'Etc/Unknown' ? timeZone : 'UTC'
}

/** Puts the newest pictures, which came along, where the chapters that they fill look for them. */
function shelve(client: QueryClient, chapters: Chapter[], newest: ImagePage, askedAt: number): void {
  let left = newest.nodes.length
  for (const { filter, days } of chapters) {
    left -= sumOf(days ?? [])
    // One that came while this was read leaves the counts behind: what is not surely whole is asked for.
    if (newest.pageInfo.hasNextPage && left <= 0) return
    const nodes = newest.nodes.filter((picture) => belongs(picture, filter))
    const page = { nodes, pageInfo: { hasNextPage: false, endCursor: null } }
    const adopted = imageCacheOf(client).adopt(page, filter, null, askedAt)
    const key = imageListKey(filter)
    if (!client.getQueryData(key)) client.setQueryData(key, { pages: [adopted], pageParams: [null] })
  }
}

function usualRatio(newest: ImagePage | undefined): number {
  const ratios = newest?.nodes.map(({ width, height }) => Math.min(2, Math.max(0.5, width / height))) ?? []
  return ratios.length > 0 ? ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length : 1
}
