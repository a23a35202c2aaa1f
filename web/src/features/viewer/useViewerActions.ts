import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { act } from '@/shared/actions/act'
import { comparePath, throughJob } from '@/shared/batchLinks'
import { copyText } from '@/shared/copyText'
import { useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import { useImageActions } from '@/shared/imageActions'
import { showToast } from '@/shared/toasts'
import { useImageCache } from '@/shared/useImageCache'
import { copyImage } from './copyImage'
import type { ViewedPicture } from './usePictureDetails'
import type { useViewing } from './useViewing'
import { words } from './words'

interface Acting {
  picture: ViewedPicture | null
  viewing: ReturnType<typeof useViewing>
  screen: RefObject<HTMLElement | null>
  toggleInfo: () => void
}

export type ViewerActions = ReturnType<typeof useViewerActions>

/** All that can be done with the picture that is looked at; nothing of it while there is none. */
export function useViewerActions({ picture, viewing, screen, toggleInfo }: Acting) {
  const { previous, next, step, goTo, leave } = viewing
  const pictureActions = usePictureActions(picture)
  const onward = () => {
    if (next) step('next')
    else if (previous) step('previous')
    else leave()
  }
  const remember = useUndone(goTo)
  const moveOn = (act: (one: Picture) => unknown) => {
    if (!picture) return
    remember(picture)
    onward()
    void act(picture)
  }
  return {
    ...pictureActions,
    close: leave,
    previous: () => step('previous'),
    next: () => step('next'),
    onward,
    hasMore: next !== undefined || previous !== undefined,
    toggleInfo,
    fullScreen: () => void toggleFullScreen(screen.current),
    trashOrRestore: () => moveOn(picture?.deletedAt ? pictureActions.restoreOne : pictureActions.trashOne),
    deleteForEver: async () => {
      if (picture && (await pictureActions.deleteOne(picture))) onward()
    },
  }
}

function usePictureActions(picture: ViewedPicture | null) {
  const { star, trash, restore } = useImageActions()
  const { setSourceImages } = useEditor()
  const navigate = useNavigate()
  const client = useQueryClient()
  const siblings = picture?.job && picture.job.images.length > 1 ? picture.job : null
  const source = picture?.sources?.find(({ image }) => image)?.image
  return {
    goThrough: siblings && (() => navigate(throughJob(siblings.id))),
    compare: picture && source && (() => navigate(comparePath(source.id, picture.id))),
    star: () => picture && !picture.deletedAt && void star(picture),
    trashOne: trash,
    restoreOne: restore,
    restore: () => picture && void restore(picture),
    copyPrompt: () => picture?.prompt && void copyText(picture.prompt),
    copyImage: () => picture && void copyImage(picture.url ?? picture.preview),
    download: () => picture && window.location.assign(picture.downloadUrl),
    edit: () => {
      if (!picture || picture.deletedAt) return
      setSourceImages([picture])
      navigate('/')
    },
    remix: () => picture && void act('remix', { kind: 'one', picture }),
    deleteOne: async (one: Picture) => {
      if (!one.deletedAt) return false
      const { deletePicture } = await import('@/shared/operations/deleteForEver')
      return deletePicture(client, one)
    },
  }
}

/** Shows a picture again that was thrown away or restored here, once that is taken back. */
function useUndone(show: (id: string) => void) {
  const cache = useImageCache()
  const moved = useRef(new Map<string, boolean>())
  const latest = useRef(show)
  useEffect(() => {
    latest.current = show
  })
  useEffect(
    () =>
      cache.watch(({ pictures }) => {
        for (const { id, deletedAt } of pictures) {
          if (moved.current.get(id) !== (deletedAt !== null)) continue
          moved.current.delete(id)
          latest.current(id)
        }
      }),
    [cache],
  )
  return ({ id, deletedAt }: Picture) => moved.current.set(id, deletedAt !== null)
}

async function toggleFullScreen(screen: HTMLElement | null): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : screen?.requestFullscreen())
  } catch {
    showToast({ tone: 'error', text: words.noFullScreen })
  }
}
