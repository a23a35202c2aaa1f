import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { TrashImage } from '@/shared/graphql/mutations'
import { request } from '@/shared/graphql/request'
import { randomKey } from '@/shared/randomKey'
import { reasonOf } from '@/shared/reasonOf'
import { isForItsKey, sendFile } from '@/shared/uploading/sendFile'
import { imageCacheOf } from '@/shared/useImageCache'
import { viewerKey } from '@/shared/viewer'
import { type History, maskFile } from './deeds'
import { keepMask } from './keptMask'
import { words } from './words'

/**
 * Sends what was drawn as the mask of a source. It goes to the trash at once: it is a means, and no picture. Nothing is
 * kept of what has not ended when the editor closes.
 */
export function useSaveMask(source: Picture) {
  const client = useQueryClient()
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const sent = useRef<{ of: History | null; key: string }>({ of: null, key: '' })
  const closing = useRef(new AbortController())
  useEffect(() => {
    closing.current = new AbortController()
    return () => closing.current.abort()
  }, [])

  const save = async (canvas: HTMLCanvasElement, history: History): Promise<boolean> => {
    const { signal } = closing.current
    setSaving(true)
    setError(null)
    // The same drawing, sent again after a lost answer, is the same mask.
    if (sent.current.of !== history) sent.current = { of: history, key: randomKey() }
    try {
      const file = await maskFile(canvas)
      const prompt = words.name(source.prompt)
      const mask = await sendFile({ file, key: sent.current.key, prompt, ...untilSent(signal) })
      const { trashImage } = await request(TrashImage, { id: mask.id })
      imageCacheOf(client).settle([trashImage.image ?? mask], true)
      void client.invalidateQueries({ queryKey: viewerKey })
      if (signal.aborted) return false
      keepMask({ sourceId: source.id, maskId: mask.id })
      return true
    } catch (reason) {
      if (isForItsKey(reason)) sent.current.of = null
      setError(reasonOf(reason))
      return false
    } finally {
      setSaving(false)
    }
  }
  return { save, saving, error }
}

/** What has been sent whole becomes a picture in the gallery, and has to be seen into the trash. */
function untilSent(closed: AbortSignal) {
  const stop = new AbortController()
  let isWhole = false
  if (closed.aborted) stop.abort()
  closed.addEventListener('abort', () => !isWhole && stop.abort())
  return {
    signal: stop.signal,
    onSent(share: number) {
      isWhole = share === 1
    },
  }
}
