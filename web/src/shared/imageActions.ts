import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Picture } from './graphql/fragments'
import { RestoreImage, StarImage, TrashImage } from './graphql/mutations'
import { ApiError, request } from './graphql/request'
import type { ImageCache, ImageChange } from './imageCache'
import { reasonOf } from './reasonOf'
import { texts } from './texts'
import { showToast } from './toasts'
import { useImageCache } from './useImageCache'

interface Payload {
  image: Picture | null
  userErrors: { message: string }[]
}

/** What a person does to one picture: shown at once, taken back when the server refuses. */
export function useImageActions() {
  const cache = useImageCache()
  const client = useQueryClient()
  return useMemo(() => imageActions(cache, client), [cache, client])
}

function imageActions(cache: ImageCache, client: QueryClient) {
  const run = async (picture: Picture, change: ImageChange, send: () => Promise<Payload>) => {
    const pending = cache.change([picture], change)
    try {
      const { image, userErrors } = await send()
      if (userErrors[0]) throw new ApiError(userErrors[0].message, 'USER_ERROR')
      pending.commit(image)
      void client.invalidateQueries({ queryKey: ['viewer'] })
      return true
    } catch (error) {
      pending.rollback()
      showToast({ tone: 'error', text: reasonOf(error) })
      return false
    }
  }

  const restore = async (picture: Picture) =>
    run(picture, { deletedAt: null, purgeAt: null }, async () => {
      const answer = await request(RestoreImage, { id: picture.id })
      return answer.restoreImage
    })

  return {
    star: (picture: Picture) =>
      run(picture, { starred: !picture.starred }, async () => {
        const answer = await request(StarImage, { id: picture.id, starred: !picture.starred })
        return answer.starImage
      }),

    restore: async (picture: Picture) => {
      if (await restore(picture)) showToast({ text: texts.gallery.restored(1) })
    },

    trash: async (picture: Picture) => {
      const sent = run(picture, { deletedAt: new Date().toISOString() }, async () => {
        const answer = await request(TrashImage, { id: picture.id })
        return answer.trashImage
      })
      const dismiss = showToast({
        text: texts.gallery.trashed(1),
        action: {
          label: texts.gallery.undo,
          // A restore that overtakes the trashing would be lost.
          run: async () => (await sent) && restore(cache.find(picture.id) ?? picture),
        },
      })
      if (!(await sent)) dismiss()
    },
  }
}
