import { useQuery } from '@tanstack/react-query'
import { FoundCountQuery } from '@/shared/graphql/queries'
import { request } from '@/shared/graphql/request'
import { filterKey, type ImageListFilter, serverFilter } from '@/shared/imageOrder'
import { viewerKey } from '@/shared/viewer'

/** How many pictures meet the filter; read again whenever the counts of the whole gallery are. */
export function useFoundCount(filter: ImageListFilter): number | undefined {
  const { data } = useQuery({
    queryKey: [...viewerKey, 'found', filterKey(filter)],
    queryFn: ({ signal }) => request(FoundCountQuery, { filter: serverFilter(filter) }, signal),
  })
  return data?.images.totalCount
}
