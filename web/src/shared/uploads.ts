import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Picture } from './graphql/fragments'
import { Store } from './store'
import { texts } from './texts'
import { showToast } from './toasts'
import { useServer } from './viewer'

export const UPLOAD_TYPES = ['image/png', 'image/jpeg', 'image/webp']

/** Null while nothing is being uploaded. */
export const uploadProgress = new Store<{ done: number; all: number } | null>(null)

/** Uploads files; how is loaded with the first of them. */
export function useUpload(): (files: readonly File[]) => Promise<Picture[]> {
  const client = useQueryClient()
  const limit = useServer().data?.maxUploadBytes ?? Number.POSITIVE_INFINITY
  return useCallback(
    async (files) => {
      try {
        const { uploadAll } = await import('./uploading')
        return await uploadAll(client, files, limit)
      } catch {
        showToast({ tone: 'error', text: texts.errors.network })
        return []
      }
    },
    [client, limit],
  )
}
