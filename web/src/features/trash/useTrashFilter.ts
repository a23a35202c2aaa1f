import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { type ImageListFilter, imageFilter, TRASH_ORDERS } from '@/shared/imageOrder'
import { useViewer } from '@/shared/viewer'
import { thrownBefore } from './soon'

const USUAL_DAYS = 30

interface TrashFilter {
  filter: ImageListFilter
  /** Only what is about to go. */
  soon: boolean
}

/** The order and what is shown are part of the address; the usual ones are left out of it. */
export function useTrashFilter(): TrashFilter {
  const [params] = useSearchParams()
  const order = TRASH_ORDERS.find((known) => known === params.get('order'))
  const soon = params.get('soon') === '1'
  const retentionDays = useViewer().data?.trash.retentionDays ?? USUAL_DAYS
  const filter = useMemo(
    () =>
      imageFilter({
        trashed: true,
        ...(order && { order }),
        ...(soon && { deletedBefore: thrownBefore(retentionDays) }),
      }),
    [order, soon, retentionDays],
  )
  return { filter, soon }
}
