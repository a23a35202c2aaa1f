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
      // While these were on their way, others may have been chosen or taken away, on other pages too.
      const add = (pictures: Picture[]) =>
        setSourceImages((chosen) => [...chosen, ...without(pictures, chosen)].slice(0, most))
      add(await upload(files.slice(0, room), (late) => add([late])))
    },
    [most, setSourceImages, upload],
  )
}

function without(pictures: readonly Picture[], others: readonly Picture[]): Picture[] {
  return pictures.filter(({ id }) => others.every((other) => other.id !== id))
}
