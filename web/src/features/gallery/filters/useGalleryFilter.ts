import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ImageListFilter } from '@/shared/imageOrder'
import { filterOf, NOTHING_WANTED, readWanted, type Wanted, writeWanted } from './wanted'

export interface GalleryFilter {
  wanted: Wanted
  filter: ImageListFilter
  /** `quietly` leaves no entry behind that Back would stop at. */
  change: (change: Partial<Wanted>, quietly?: boolean) => void
  clear: () => void
}

/** What the gallery shows is part of its address: it can be gone back to, reloaded and sent to others. */
export function useGalleryFilter(): GalleryFilter {
  const [params, setParams] = useSearchParams()
  const address = params.toString()
  const wanted = useMemo(() => readWanted(new URLSearchParams(address)), [address])
  const filter = useMemo(() => filterOf(wanted), [wanted])
  const change = useCallback(
    (part: Partial<Wanted>, quietly = false) => {
      // The address itself, which knows of a change that is not shown yet.
      const before = new URLSearchParams(window.location.search)
      setParams(writeWanted({ ...readWanted(before), ...part }, before), { replace: quietly })
    },
    [setParams],
  )
  const clear = useCallback(() => change(NOTHING_WANTED), [change])
  return { wanted, filter, change, clear }
}
