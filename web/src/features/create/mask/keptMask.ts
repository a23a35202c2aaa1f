import { useQuery } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import { PicturesByIdQuery } from '@/shared/graphql/queries'
import { request } from '@/shared/graphql/request'
import { Store, useStore } from '@/shared/store'
import type { History } from './deeds'

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

export function useMaskPicture(id: string | null) {
  return useQuery({
    queryKey: ['mask', id],
    enabled: id !== null,
    queryFn: async ({ signal }) => {
      const { nodes } = await request(PicturesByIdQuery, { ids: id === null ? [] : [id] }, signal)
      return nodes[0]?.__typename === 'Image' ? nodes[0] : null
    },
  })
}

function read(): KeptMask | null {
  try {
    const mask: KeptMask | null = JSON.parse(sessionStorage.getItem(STORED) ?? 'null')
    return mask?.sourceId && mask.maskId ? mask : null
  } catch {
    return null
  }
}
