import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { PicturesByIdQuery } from '@/shared/graphql/queries'
import { ApiError, request } from '@/shared/graphql/request'
import { useImageCache } from '@/shared/useImageCache'
import { Decider } from './Decider'
import { begun } from './decisions'
import { JobPicturesQuery } from './documents'
import { keptOf } from './kept'
import { words } from './words'

const MOST_AT_ONCE = 100

/** The pictures of a job, or these. */
export type Batch = { job: string } | { ids: string[] }

/** Goes on where a reload broke off; what had been in the trash before is left out. */
export function useDecider(batch: Batch) {
  const client = useQueryClient()
  const cache = useImageCache()
  const query = useQuery({
    queryKey: ['through', batch],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => begin(client, batch, signal),
  })
  const { data: decider } = query
  useEffect(() => decider && cache.watch(decider.hear), [cache, decider])
  return query
}

async function begin(client: QueryClient, batch: Batch, signal: AbortSignal): Promise<Decider> {
  const pictures = 'job' in batch ? await ofJob(batch.job, signal) : await byId(batch.ids, signal)
  const name = JSON.stringify(batch)
  const kept = keptOf(name)
  if (kept) return new Decider(client, name, kept, pictures)
  const live = pictures.filter(({ deletedAt }) => deletedAt === null)
  return new Decider(client, name, { round: begun(live.map(({ id }) => id)), done: [] }, live)
}

async function ofJob(id: string, signal: AbortSignal): Promise<readonly Picture[]> {
  const { node } = await request(JobPicturesQuery, { id }, signal)
  if (node?.__typename !== 'Job') throw new ApiError(words.noJob, 'NOT_FOUND')
  return node.images
}

async function byId(ids: readonly string[], signal: AbortSignal): Promise<readonly Picture[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, i) =>
    ids.slice(i * MOST_AT_ONCE, (i + 1) * MOST_AT_ONCE),
  )
  const answers = await Promise.all(parts.map((ids) => request(PicturesByIdQuery, { ids }, signal)))
  return answers.flatMap(({ nodes }) => nodes.flatMap((node) => (node?.__typename === 'Image' ? [node] : [])))
}
