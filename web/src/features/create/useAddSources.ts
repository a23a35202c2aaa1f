import { useCallback, useEffect, useRef } from 'react'
import { useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import { showToast } from '@/shared/toasts'
import { useUpload } from '@/shared/uploads'
import { words } from './words'

/** Takes files as sources, as many as there is room for. */
export function useAddSources(most: number) {
  const { sourceImages, setSourceImages } = useEditor()
  const upload = useUpload()
  const now = useRef(sourceImages)
  useEffect(() => {
    now.current = sourceImages
  }, [sourceImages])
  return useCallback(
    async (files: File[]) => {
      const room = Math.max(0, most - now.current.length)
      if (files.length > room) showToast({ tone: 'error', text: words.tooManySources(most) })
      const add = (pictures: Picture[]) => {
        // While these were on their way, others may have been chosen or taken away.
        const fresh = pictures.filter(({ id }) => now.current.every((other) => other.id !== id))
        if (fresh.length > 0) setSourceImages([...now.current, ...fresh].slice(0, most))
      }
      add(await upload(files.slice(0, room), (late) => add([late])))
    },
    [most, setSourceImages, upload],
  )
}
