import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { PicturesByIdQuery } from '@/shared/graphql/queries'
import { request } from '@/shared/graphql/request'
import { Store, useStore } from '@/shared/store'
import { showToast } from '@/shared/toasts'
import { imageCacheOf } from '@/shared/useImageCache'
import type { History } from './deeds'
import { words } from './words'

/** The mask that was drawn last, and the picture that it is for. */
interface KeptMask {
  sourceId: string
  maskId: string
}

const STORED = 'gallery.mask'
const kept = new Store<KeptMask | null>(read())

/** What was drawn since the page was loaded, used or not, to go on with: by its source. */
export const drawn = new Map<string, History>()

export function keepMask(mask: KeptMask): void {
  kept.set(mask)
  sessionStorage.setItem(STORED, JSON.stringify(mask))
}

export function removeMask(): void {
  kept.set(null)
  sessionStorage.removeItem(STORED)
}

/** The id of the mask of the first source; null where there is none, or it is for another picture. */
export function useMaskId(first: Picture | undefined): string | null {
  const mask = useStore(kept)
  return mask && mask.sourceId === first?.id ? mask.maskId : null
}

export const maskKey = (id: string | null) => ['mask', id]

/** Its picture; null where that is gone for good. */
export function useMaskPicture(id: string | null) {
  return useQuery({
    queryKey: maskKey(id),
    // It may have gone while nothing here heard of it.
    staleTime: 0,
    enabled: id !== null,
    queryFn: async ({ signal }) => {
      const { nodes } = await request(PicturesByIdQuery, { ids: id === null ? [] : [id] }, signal)
      return nodes[0]?.__typename === 'Image' ? nodes[0] : null
    },
  })
}

/** A mask lies in the trash, which may be emptied: it is used no more then, and the person told. */
export function useDropGoneMask(id: string | null): void {
  const client = useQueryClient()
  const { data: mask } = useMaskPicture(id)
  useEffect(() => {
    return imageCacheOf(client).watch(({ gone }) => {
      if (id && gone.includes(id)) client.setQueryData(maskKey(id), null)
    })
  }, [client, id])
  useEffect(() => {
    if (mask !== null || kept.get()?.maskId !== id) return
    removeMask()
    showToast({ tone: 'error', text: words.gone })
  }, [mask, id])
}

function read(): KeptMask | null {
  try {
    const mask: KeptMask | null = JSON.parse(sessionStorage.getItem(STORED) ?? 'null')
    return mask?.sourceId && mask.maskId ? mask : null
  } catch {
    return null
  }
}
