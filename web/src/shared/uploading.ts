import type { QueryClient } from '@tanstack/react-query'
import { formatBytes } from './format'
import type { Picture } from './graphql/fragments'
import { UploadImages } from './graphql/mutations'
import { ApiError, uploadRequest } from './graphql/request'
import { moreTexts } from './moreTexts'
import { randomKey } from './randomKey'
import { reasonOf } from './reasonOf'
import { showToast } from './toasts'
import { UPLOAD_TYPES, uploadProgress } from './uploads'
import { imageCacheOf } from './useImageCache'
import { viewerKey } from './viewer'

const AT_ONCE = 2
const words = moreTexts.uploads

/** Uploads each file by itself, so that one bad file spoils nothing and is named. */
export async function uploadAll(
  client: QueryClient,
  files: readonly File[],
  limit: number,
): Promise<Picture[]> {
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
  imageCacheOf(client).settle(pictures)
  void client.invalidateQueries({ queryKey: viewerKey })
  if (pictures.length > 0) showToast({ text: words.done(pictures.length) })
  return pictures
}

function acceptable(file: File, limit: number): boolean {
  const problem = !UPLOAD_TYPES.includes(file.type)
    ? words.notPicture(file.name)
    : file.size > limit && words.tooLarge(file.name, formatBytes(limit))
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
    showToast({ tone: 'error', text: words.failed(file.name, reasonOf(error)) })
    return undefined
  }
}

function count(more: number, done: number): void {
  const now = uploadProgress.get() ?? { done: 0, all: 0 }
  const next = { done: now.done + done, all: now.all + more }
  uploadProgress.set(next.done < next.all ? next : null)
}
