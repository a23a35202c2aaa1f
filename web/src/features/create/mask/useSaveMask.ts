import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { TrashImage } from '@/shared/graphql/mutations'
import { request } from '@/shared/graphql/request'
import { randomKey } from '@/shared/randomKey'
import { reasonOf } from '@/shared/reasonOf'
import { sendFile } from '@/shared/uploading/sendFile'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import { type History, maskFile } from './deeds'
import { drawn, keepMask } from './keptMask'
import { words } from './words'

/** Sends what was drawn as the mask of a source. It goes to the trash at once: it is a means, and no picture. */
export function useSaveMask(source: Picture) {
  const client = useQueryClient()
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const sent = useRef<{ of: History | null; key: string }>({ of: null, key: '' })

  const save = async (canvas: HTMLCanvasElement, history: History): Promise<boolean> => {
    setSaving(true)
    setError(null)
    // The same drawing, sent again after a lost answer, is the same mask.
    if (sent.current.of !== history) sent.current = { of: history, key: randomKey() }
    try {
      const file = await maskFile(canvas)
      const mask = await sendFile({ file, key: sent.current.key, prompt: words.name(source.prompt) })
      const { trashImage } = await request(TrashImage, { id: mask.id })
      imageCacheOf(client).settle([trashImage.image ?? mask], true)
      void client.invalidateQueries({ queryKey: viewerKey })
      drawn.set(source.id, history)
      keepMask({ sourceId: source.id, maskId: mask.id })
      return true
    } catch (reason) {
      setError(reasonOf(reason))
      return false
    } finally {
      setSaving(false)
    }
  }
  return { save, saving, error }
}
