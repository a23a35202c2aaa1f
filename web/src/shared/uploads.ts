import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { formatBytes } from './format'
import type { Picture } from './graphql/fragments'
import { UploadImages } from './graphql/mutations'
import { ApiError, uploadRequest } from './graphql/request'
import { randomKey } from './randomKey'
import { reasonOf } from './reasonOf'
import { Store } from './store'
import { texts } from './texts'
import { showToast } from './toasts'
import { useImageCache } from './useImageCache'
import { useServer, viewerKey } from './viewer'

export const UPLOAD_TYPES = ['image/png', 'image/jpeg', 'image/webp']
const AT_ONCE = 2

/** Null while nothing is being uploaded. */
export const uploadProgress = new Store<{ done: number; all: number } | null>(null)

/** Uploads each file by itself, so that one bad file spoils nothing and is named. */
export function useUpload(): (files: readonly File[]) => Promise<Picture[]> {
  const cache = useImageCache()
  const client = useQueryClient()
  const limit = useServer().data?.maxUploadBytes ?? Number.POSITIVE_INFINITY
  return useCallback(
    async (files) => {
      const queue = files.filter((file) => acceptable(file, limit)).map((file, place) => ({ file, place }))
      const uploaded: Picture[] = []
      count(queue.length, 0)
      const work = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const picture = await uploadOne(next.file)
          if (picture) uploaded[next.place] = picture
          count(0, 1)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      const pictures = uploaded.filter(Boolean)
      cache.settle(pictures)
      void client.invalidateQueries({ queryKey: viewerKey })
      if (pictures.length > 0) showToast({ text: texts.uploads.done(pictures.length) })
      return pictures
    },
    [cache, client, limit],
  )
}

function acceptable(file: File, limit: number): boolean {
  const problem = !UPLOAD_TYPES.includes(file.type)
    ? texts.uploads.notPicture(file.name)
    : file.size > limit && texts.uploads.tooLarge(file.name, formatBytes(limit))
  if (problem) showToast({ tone: 'error', text: problem })
  return !problem
}

async function uploadOne(file: File): Promise<Picture | undefined> {
  try {
    const { uploadImages } = await uploadRequest(UploadImages, { files: [file], idempotencyKey: randomKey() })
    const error = uploadImages.userErrors[0]
    if (error) throw new ApiError(error.message, 'USER_ERROR')
    return uploadImages.images[0]
  } catch (error) {
    showToast({ tone: 'error', text: texts.uploads.failed(file.name, reasonOf(error)) })
    return undefined
  }
}

function count(more: number, done: number): void {
  const now = uploadProgress.get() ?? { done: 0, all: 0 }
  const next = { done: now.done + done, all: now.all + more }
  uploadProgress.set(next.done < next.all ? next : null)
}
