import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Job, Picture } from '@/shared/graphql/fragments'
import { type JobList, jobsKey } from '@/shared/jobs'
import { imageCacheOf } from '@/shared/useImageCache'

/** The latest jobs, and those of a page in a state. */
type Jobs = JobList | InfiniteData<{ nodes: Job[] }>
/** Pictures as they are shown now; null for what is gone for good. */
type Known = ReadonlyMap<string, Picture | null>

/** Keeps the pictures on the cards as the gallery has them: the server tells of them, and not of their jobs. */
export function followPictures(client: QueryClient): () => void {
  return imageCacheOf(client).watch(({ pictures, gone }) => {
    const known = new Map<string, Picture | null>(pictures.map((picture) => [picture.id, picture]))
    for (const id of gone) known.set(id, null)
    patchPictures(client, known)
  })
}

function patchPictures(client: QueryClient, known: Known): void {
  for (const query of client.getQueryCache().findAll({ queryKey: jobsKey })) {
    const { data, isInvalidated } = query.state as { data: Jobs | undefined; isInvalidated: boolean }
    if (!data || !jobsIn(data).some((job) => shows(job, known))) continue
    client.setQueryData(query.queryKey, patched(data, known))
    // What was to be read again still is.
    if (isInvalidated) query.invalidate()
  }
}

function jobsIn(data: Jobs): Job[] {
  return 'pages' in data ? data.pages.flatMap(({ nodes }) => nodes) : data.jobs
}

function shows({ slots }: Job, known: Known): boolean {
  return slots.some(({ image }) => image && known.has(image.id))
}

function patched(data: Jobs, known: Known): Jobs {
  const patch = (job: Job) => (shows(job, known) ? withPictures(job, known) : job)
  if (!('pages' in data)) return { ...data, jobs: data.jobs.map(patch) }
  return { ...data, pages: data.pages.map((page) => ({ ...page, nodes: page.nodes.map(patch) })) }
}

function withPictures(job: Job, known: Known): Job {
  const slots = job.slots.map((slot) => {
    const now = slot.image && known.get(slot.image.id)
    return now === undefined ? slot : { ...slot, image: now }
  })
  return { ...job, slots }
}
