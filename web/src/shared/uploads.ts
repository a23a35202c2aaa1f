import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Picture } from './graphql/fragments'
import { Store } from './store'
import { texts } from './texts'
import { showToast } from './toasts'
import { useServer } from './viewer'

export const UPLOAD_TYPES = ['image/png', 'image/jpeg', 'image/webp']

export interface Upload {
  id: number
  name: string
  size: number
  /** CUT: the connection broke, and it goes on by itself. */
  state: 'WAITING' | 'SENDING' | 'CUT' | 'DONE' | 'FAILED' | 'CANCELLED'
  /** The share that is sent, 0 to 1. */
  sent: number
  reason: string | null
  canRetry: boolean
}

/** What is being uploaded, and has been since the panel that shows it was last closed. */
export const uploads = new Store<readonly Upload[]>([])

export function isUnderWay({ state }: Upload): boolean {
  return state === 'WAITING' || state === 'SENDING' || state === 'CUT'
}

/** Uploads files; how is loaded with the first of them. */
export function useUpload(): (
  files: readonly File[],
  onLate?: (picture: Picture) => void,
) => Promise<Picture[]> {
  const client = useQueryClient()
  const limit = useServer().data?.maxUploadBytes ?? Number.POSITIVE_INFINITY
  return useCallback(
    async (files, onLate) => {
      try {
        const { uploadAll } = await import('./uploading/uploading')
        return await uploadAll(client, files, limit, onLate)
      } catch {
        showToast({ tone: 'error', text: texts.errors.network })
        return []
      }
    },
    [client, limit],
  )
}
