import { base } from '@/shared/base'
import type { Picture } from '@/shared/graphql/fragments'
import { UploadImages } from '@/shared/graphql/mutations'
import { ApiError, answerOf, HEADERS, refusalOf, type UserError } from '@/shared/graphql/request'
import { textOf } from '@/shared/graphql/tada'
import { moreTexts } from '@/shared/moreTexts'

interface Sending {
  file: File
  /** The same for every attempt at the same file: what has arrived is not kept twice. */
  key: string
  prompt?: string
  signal?: AbortSignal
  onSent?: (share: number) => void
}

/** No answer came from the server itself: whether the file has been kept is not known. */
export class CutError extends ApiError {
  constructor() {
    super(moreTexts.uploads.cut, 'CUT')
  }
}

/** Whether a file is refused for its key, and would be for ever. */
export function isForItsKey(error: unknown): boolean {
  return error instanceof ApiError && ['GONE', 'CONFLICT'].includes(error.code)
}

/**
 * GraphQL multipart request with one file. By XMLHttpRequest, for `fetch` does not tell what has been sent.
 * Raises `CutError`, any other `ApiError` where the server refuses, and the signal's reason.
 */
export async function sendFile({ file, key, prompt = '', signal, onSent }: Sending): Promise<Picture> {
  const form = new FormData()
  const variables = { files: [null], prompt, idempotencyKey: key }
  form.append('operations', JSON.stringify({ query: textOf(UploadImages), variables }))
  form.append('map', JSON.stringify({ 0: ['variables.files.0'] }))
  form.append('0', file, file.name)
  const { status, text } = await post(form, signal, onSent)
  if (!isAnswered(status, text)) throw new CutError()
  const { uploadImages } = answerOf<{ uploadImages: Uploaded }>(status, text)
  const [picture] = uploadImages.images
  if (!picture) throw refusalOf(uploadImages.userErrors)
  return picture
}

interface Uploaded {
  images: Picture[]
  userErrors: UserError[]
}

/** A proxy's page, or half an answer, says nothing of what came behind it; what is refused (4xx) has not been kept. */
function isAnswered(status: number, text: string): boolean {
  if (status >= 400) return status < 500
  try {
    return JSON.parse(text) !== null
  } catch {
    return false
  }
}

function post(form: FormData, signal?: AbortSignal, onSent?: (share: number) => void) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', `${base}graphql`)
    for (const [name, value] of Object.entries(HEADERS)) sending.setRequestHeader(name, value)
    sending.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 0)
    sending.onload = () => resolve({ status: sending.status, text: sending.responseText })
    sending.onerror = () => reject(new CutError())
    sending.onabort = () => reject(signal?.reason ?? new CutError())
    signal?.addEventListener('abort', () => sending.abort(), { once: true })
    if (signal?.aborted) reject(signal.reason)
    else sending.send(form)
  })
}
