import { useLayoutEffect, useMemo } from 'react'
import { useLocation, useParams } from 'react-router'
import { picturesIn } from '@/shared/batchLinks'
import { useStore } from '@/shared/store'
import { DialogFailure } from '@/shared/ui/DialogFailure'
import { DialogMessage } from '@/shared/ui/DialogMessage'
import { ModalDialog } from '@/shared/ui/ModalDialog'
import { useDocumentTitle } from '@/shared/ui/useDocumentTitle'
import { offerUndo } from '@/shared/undo'
import { useLeave } from '@/shared/useLeave'
import type { Decider } from './Decider'
import { tallyOf } from './decisions'
import { Looking } from './Looking'
import { Strip } from './Strip'
import { Summary } from './Summary'
import { TopBar } from './TopBar'
import { useDecider } from './useDecider'
import { useThroughKeys } from './useThroughKeys'
import { words } from './words'

/** One picture after the other, large: which to star, which to throw away. */
export function ThroughPage() {
  const { job } = useParams()
  const { hash } = useLocation()
  const batch = useMemo(() => (job ? { job } : { ids: picturesIn(hash) }), [job, hash])
  const { data: decider, isError, error, refetch } = useDecider(batch)
  const leave = useLeave()
  useDocumentTitle(words.title)
  return (
    <ModalDialog label={words.title} onClose={leave} screen={null}>
      {decider && <Through decider={decider} onClose={leave} />}
      {!decider && <TopBar onClose={leave} />}
      {isError && <DialogFailure error={error} retry={() => void refetch()} />}
    </ModalDialog>
  )
}

interface ThroughProps {
  decider: Decider
  onClose: () => void
}

function Through({ decider, onClose }: ThroughProps) {
  const round = useStore(decider.round)
  const pictures = useStore(decider.pictures)
  useThroughKeys(decider)
  useWayBack(decider)
  const picture = pictures.get(round.ids[round.at] ?? '')
  const isOver = round.at === round.ids.length
  if (round.ids.length === 0) {
    return (
      <>
        <TopBar onClose={onClose} />
        <DialogMessage {...words.nothing} />
      </>
    )
  }
  return (
    <>
      <TopBar round={round} onUndo={decider.undo} onClose={onClose} />
      {isOver ? (
        <Summary round={round} decider={decider} onClose={onClose} />
      ) : (
        <Looking
          round={round}
          picture={picture}
          ahead={pictures.get(round.ids[round.at + 1] ?? '')}
          {...{ decider }}
        />
      )}
      <Strip round={round} pictures={pictures} onGo={decider.goTo} />
    </>
  )
}

/** Whoever leaves has the message, and Ctrl+Z, to take back all that was decided; a reload is no leaving. */
function useWayBack(decider: Decider): void {
  useLayoutEffect(
    () => () => {
      decider.leave()
      const round = decider.round.get()
      const { starred, trashed } = tallyOf(round)
      if (starred + trashed > 0) offerUndo(words.told({ starred, trashed }), decider.undoAll)
    },
    [decider],
  )
}
