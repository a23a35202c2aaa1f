import { useMemo, useState } from 'react'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { comparePath } from '@/shared/batchLinks'
import { DialogFailure } from '@/shared/ui/DialogFailure'
import { DialogMessage } from '@/shared/ui/DialogMessage'
import { ModalDialog } from '@/shared/ui/ModalDialog'
import { useDocumentTitle } from '@/shared/ui/useDocumentTitle'
import { useLeave } from '@/shared/useLeave'
import { ZoomControl } from '@/shared/zoom/ZoomControl'
import { ZoomReadout } from '@/shared/zoom/ZoomReadout'
import { CompareBar } from './CompareBar'
import { Differences } from './Differences'
import type { ComparedPicture } from './documents'
import { SideBySide } from './SideBySide'
import { Slider } from './Slider'
import { useCompared } from './useCompared'
import { useZoomKeys } from './useZoomKeys'
import { words } from './words'

/** Two pictures, moved and enlarged in step, and what was asked for differently. */
export function ComparePage() {
  const { one = '', other = '' } = useParams()
  const { data: pair, isError, error, refetch } = useCompared(one, other)
  const place = usePlace(one, other)
  const [shown, setShown] = useState(true)
  useDocumentTitle(words.title)
  return (
    <ModalDialog label={words.title} onClose={place.leave} screen={null}>
      <CompareBar {...place} info={shown} toggleInfo={() => setShown(!shown)} />
      {pair && <Stages pair={pair} isSlider={place.isSlider} />}
      {pair && shown && <Differences pair={pair} />}
      {pair === null && <DialogMessage {...words.missing} />}
      {isError && <DialogFailure error={error} retry={() => void refetch()} />}
    </ModalDialog>
  )
}

interface StagesProps {
  pair: readonly [ComparedPicture, ComparedPicture]
  isSlider: boolean
}

function Stages({ pair, isSlider }: StagesProps) {
  const [a, b] = pair
  // One frame that holds either: of pictures of one shape every dot of the one lies on its like of the other.
  const width = Math.max(a.width, b.width)
  const height = Math.max(a.height, b.height)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each way of showing begins with the whole pictures
  const zoom = useMemo(() => new ZoomControl({ width, height }), [width, height, isSlider])
  useZoomKeys(zoom)
  const Shown = isSlider ? Slider : SideBySide
  return (
    <div className="relative min-h-0 flex-1">
      <Shown pair={pair} zoom={zoom} />
      <ZoomReadout zoom={zoom} />
    </div>
  )
}

/** The way of showing is part of the address. */
function usePlace(one: string, other: string) {
  const navigate = useNavigate()
  const { search, state } = useLocation()
  const [params, setParams] = useSearchParams()
  return {
    isSlider: params.get('as') === 'slider',
    show: (as: 'side' | 'slider') => setParams(as === 'slider' ? { as } : {}, { replace: true, state }),
    swap: () => navigate(comparePath(other, one) + search, { replace: true, state }),
    leave: useLeave(),
  }
}
