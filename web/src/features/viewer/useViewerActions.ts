import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { act } from '@/shared/actions/act'
import type { ActionId } from '@/shared/actions/actions'
import { comparePath, throughJob } from '@/shared/batchLinks'
import type { Picture } from '@/shared/graphql/fragments'
import { showToast } from '@/shared/toasts'
import { useImageCache } from '@/shared/useImageCache'
import { useLatest } from '@/shared/useLatest'
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
  const client = useQueryClient()
  const here = (id: ActionId) => picture && void act(id, { kind: 'one', picture })
  const onward = () => {
    if (next) step('next')
    else if (previous) step('previous')
    else leave()
  }
  const remember = useUndone(goTo)
  const shown = useLookedAt(picture)
  const moveOn = (id: ActionId) => {
    if (!picture) return
    remember(picture)
    onward()
    here(id)
  }
  const deleteForEver = async () => {
    if (!picture?.deletedAt) return
    const { deletePicture } = await import('@/shared/operations/deleteForEver')
    if (!(await deletePicture(client, picture))) return
    // Meanwhile the viewer may have been closed, or show another one.
    if (shown.current === picture.id || shown.current === null) onward()
  }
  const movingOn: Partial<Record<ActionId, () => unknown>> = {
    trash: () => moveOn('trash'),
    restore: () => moveOn('restore'),
    delete: deleteForEver,
  }
  return {
    ...useBeside(picture),
    /** What the registry knows, and on to the next picture where this one goes away. */
    do: (id: ActionId) => void (movingOn[id] ?? (() => here(id)))(),
    restoreHere: () => here('restore'),
    close: leave,
    previous: () => step('previous'),
    next: () => step('next'),
    onward,
    hasMore: next !== undefined || previous !== undefined,
    toggleInfo,
    copyImage: () => picture && void copyImage(picture.url ?? picture.preview),
    fullScreen: () => void toggleFullScreen(screen.current),
  }
}

/** Where one can go with this picture: null where there is nothing to go to. */
function useBeside(picture: ViewedPicture | null) {
  const navigate = useNavigate()
  const siblings = picture?.job && picture.job.images.length > 1 ? picture.job : null
  const source = picture?.sources?.find(({ image }) => image)?.image
  return {
    goThrough: siblings && (() => navigate(throughJob(siblings.id))),
    compare: picture && source && (() => navigate(comparePath(source.id, picture.id))),
  }
}

/** Which picture is looked at, for whoever has waited for an answer: null where it is gone, nothing once one has left. */
function useLookedAt(picture: ViewedPicture | null): RefObject<string | null | undefined> {
  const shown = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    shown.current = picture?.id ?? null
    return () => {
      shown.current = undefined
    }
  }, [picture?.id])
  return shown
}

/** Shows a picture again that was thrown away or restored here, once that is taken back. */
function useUndone(show: (id: string) => void) {
  const cache = useImageCache()
  const moved = useRef(new Map<string, { trashed: boolean; isDone: boolean }>())
  const latest = useLatest(show)
  useEffect(
    () =>
      cache.watch(({ pictures }) => {
        for (const { id, deletedAt } of pictures) {
          const before = moved.current.get(id)
          if (!before) continue
          // What is heard before it is done tells of something earlier.
          if (before.trashed !== (deletedAt !== null)) before.isDone = true
          else if (before.isDone) {
            moved.current.delete(id)
            latest.current(id)
          }
        }
      }),
    [cache, latest],
  )
  return ({ id, deletedAt }: Picture) => moved.current.set(id, { trashed: deletedAt !== null, isDone: false })
}

async function toggleFullScreen(screen: HTMLElement | null): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : screen?.requestFullscreen())
  } catch {
    showToast({ tone: 'error', text: words.noFullScreen })
  }
}
