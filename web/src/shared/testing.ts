import type { Job, JobSlot, Picture } from './graphql/fragments'

/** A picture for tests; a higher number is a newer one. */
export function picture(number: number, change: Partial<Picture> = {}): Picture {
  const id = `p${String(number).padStart(4, '0')}`
  return {
    id,
    origin: 'GENERATED',
    prompt: `Prompt ${number}`,
    model: 'demo',
    width: 1024,
    height: 1024,
    byteSize: 1000,
    thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
    small: `/media/${id}/small`,
    medium: `/media/${id}/medium`,
    preview: `/media/${id}/preview`,
    downloadUrl: `/media/${id}/download`,
    urlExpiresAt: '2126-01-01T00:00:00+00:00',
    starred: false,
    deletedAt: null,
    purgeAt: null,
    createdAt: `2026-01-01T00:00:00.${String(number).padStart(6, '0')}+00:00`,
    ...change,
  }
}

export function job(id: string, change: Partial<Job> = {}): Job {
  return {
    id,
    status: 'QUEUED',
    prompt: 'A heron in the reeds',
    model: 'demo',
    params: {},
    n: 1,
    progress: 0,
    queuePosition: 1,
    slots: [slot(0)],
    attempts: [],
    error: null,
    costTokens: null,
    createdAt: '2026-01-01T00:00:00.000001+00:00',
    finishedAt: null,
    ...change,
  }
}

export function slot(index: number, change: Partial<JobSlot> = {}): JobSlot {
  return { index, status: 'WAITING', previewUrl: null, image: null, error: null, ...change }
}
