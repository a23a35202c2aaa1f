import { useMemo } from 'react'
import { useJobs } from '@/shared/jobs'
import { selection } from '@/shared/selection/selection'
import { useImageCache } from '@/shared/useImageCache'
import { useServer } from '@/shared/viewer'

/** The models that can be asked for now, those of what is in sight, and those that are already chosen. */
export function useModelNames(chosen: readonly string[]): string[] {
  const offered = useServer().data?.models
  const jobs = useJobs().data?.jobs
  const cache = useImageCache()
  return useMemo(() => {
    const pictures = cache.loaded(selection.get().filter)
    const names = [offered ?? [], jobs?.map(({ model }) => ({ name: model })) ?? []]
      .flat()
      .map(({ name }) => name)
    const used = pictures.map(({ model }) => model)
    return [...new Set([...names, ...used, ...chosen])].filter(Boolean).toSorted()
  }, [offered, jobs, cache, chosen])
}
