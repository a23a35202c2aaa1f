import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Draft } from '@/shared/draft'
import type { Picture } from '@/shared/graphql/fragments'
import { GenerateImages } from '@/shared/graphql/mutations'
import { refusalOf, request } from '@/shared/graphql/request'
import { putAnswer } from '@/shared/jobAnswers'
import { randomKey } from '@/shared/randomKey'
import { reasonOf } from '@/shared/reasonOf'
import { showToast } from '@/shared/toasts'
import { viewerKey } from '@/shared/viewer'
import { maskKey } from './mask/keptMask'
import { words } from './words'

/** Asks for pictures. Trying the same thing again after a lost answer uses the same key, and is not paid twice. */
export function useGenerate() {
  const client = useQueryClient()
  const unanswered = useRef({ asked: '', key: '' })
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const generate = async (draft: Draft, sources: Picture[], maskId: string | null) => {
    const asked = { ...draft, sourceIds: sources.map((source) => source.id), maskId }
    const text = JSON.stringify(asked)
    if (unanswered.current.asked !== text) unanswered.current = { asked: text, key: randomKey() }
    setSending(true)
    setError(null)
    const askedAt = performance.now()
    try {
      const input = { ...asked, idempotencyKey: unanswered.current.key }
      const { generateImages } = await request(GenerateImages, { input })
      unanswered.current = { asked: '', key: '' }
      if (generateImages.userErrors.length > 0) throw refusalOf(generateImages.userErrors)
      if (generateImages.job) putAnswer(client, generateImages.job, askedAt)
      void client.invalidateQueries({ queryKey: viewerKey })
      showToast({ text: words.started })
    } catch (reason) {
      setError(reasonOf(reason))
      // It may be what is gone, and would be refused again.
      if (maskId) void client.invalidateQueries({ queryKey: maskKey(maskId) })
    } finally {
      setSending(false)
    }
  }
  return { generate, sending, error }
}
