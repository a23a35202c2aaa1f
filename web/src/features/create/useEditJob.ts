import { useCallback } from 'react'
import type { Draft } from '@/shared/draft'
import { useEditor } from '@/shared/EditorContext'
import type { Job } from '@/shared/graphql/fragments'
import { JobSourcesQuery } from '@/shared/graphql/jobs'
import { request } from '@/shared/graphql/request'
import { settingsOf } from '@/shared/jobSettings'
import { reasonOf } from '@/shared/reasonOf'
import { showToast } from '@/shared/toasts'
import { words } from './words'

/** Puts what a job was asked with back into the form: prompt, settings and sources. */
export function useEditJob(change: (change: Partial<Draft>) => void) {
  const { setSourceImages } = useEditor()
  return useCallback(
    async (job: Job) => {
      change({ prompt: job.prompt, model: job.model, n: job.n, ...settingsOf(job) })
      document.getElementById('prompt')?.focus()
      try {
        const sources = await sourcesOf(job)
        const kept = sources.flatMap(({ image }) => (image ? [image] : []))
        setSourceImages(kept)
        const gone = sources.length - kept.length
        if (gone > 0) showToast({ tone: 'error', text: words.sourcesGone(gone) })
      } catch (error) {
        showToast({ tone: 'error', text: reasonOf(error) })
      }
    },
    [change, setSourceImages],
  )
}

async function sourcesOf({ id }: Job) {
  const { node } = await request(JobSourcesQuery, { id })
  return node?.__typename === 'Job' ? node.sources : []
}
