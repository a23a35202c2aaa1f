import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { request } from '@/shared/graphql/request'
import { pictureKey } from '@/shared/imageCache'
import { useImageCache } from '@/shared/useImageCache'
import { type PictureDetails, PictureDetailsQuery } from './documents'

const FRESH_MS = 300_000
/** Of pictures that are only passed by nothing more is asked. */
const PASSED_BY_MS = 80

export type ViewedPicture = Picture & Partial<PictureDetails>

/** A picture with its details; what the lists already know of it is there at once. */
export function usePictureDetails(id: string) {
  const cache = useImageCache()
  const isGone = useIsGone(id)
  const { data, isError } = useQuery<ViewedPicture | null>({
    queryKey: pictureKey(id),
    staleTime: FRESH_MS,
    enabled: !isGone,
    placeholderData: () => cache.find(id),
    queryFn: async ({ signal }) => {
      if (cache.find(id)) await rested(signal)
      const askedAt = performance.now()
      const { node } = await request(PictureDetailsQuery, { id }, signal)
      return node?.__typename === 'Image' ? cache.corrected(node, askedAt) : null
    },
  })
  const [last, setLast] = useState<ViewedPicture | null>(null)
  if (data && data !== last) setLast(data)
  // The cache forgets a picture that is gone while a person still looks at it.
  const kept = isGone && last?.id === id ? last : null
  return { picture: data ?? kept, isGone, missing: !isGone && (data === null || isError) }
}

/** Whether it was deleted for ever while it was looked at. */
function useIsGone(id: string): boolean {
  const cache = useImageCache()
  const [gone, setGone] = useState<string | null>(null)
  useEffect(() => cache.watch((change) => change.gone.includes(id) && setGone(id)), [cache, id])
  return gone === id
}

/** Waits a moment; raises when it is broken off. */
async function rested(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PASSED_BY_MS))
  signal.throwIfAborted()
}
