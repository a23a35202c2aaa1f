import { useEffect, useMemo, useRef } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { PictureLoads } from '@/shared/picture/PictureLoads'
import { texts } from '@/shared/texts'
import { isMirrored } from '@/shared/texts/locale'
import { ModalDialog } from '@/shared/ui/ModalDialog'
import { StepButton } from '@/shared/ui/StepButton'
import { useDocumentTitle } from '@/shared/ui/useDocumentTitle'
import type { SwipeTargets } from '@/shared/zoom/Swipe'
import { ZoomControl } from '@/shared/zoom/ZoomControl'
import { ChangedElsewhere } from './ChangedElsewhere'
import { PictureInfo } from './PictureInfo'
import { Stage } from './Stage'
import { useInfoShown } from './useInfoShown'
import { usePictureDetails, type ViewedPicture } from './usePictureDetails'
import { useViewerActions } from './useViewerActions'
import { useViewerKeys } from './useViewerKeys'
import { useViewing } from './useViewing'
import { ViewerBar } from './ViewerBar'
import { words } from './words'

export function Viewer({ id }: { id: string }) {
  const details = usePictureDetails(id)
  const { picture, isGone, missing } = details
  const viewing = useViewing(picture)
  const [info, toggleInfo] = useInfoShown()
  const screen = useRef<HTMLDivElement>(null)
  const actions = useViewerActions({ picture: isGone ? null : picture, viewing, screen, toggleInfo })
  const zoom = useZoom(picture)
  useViewerKeys(screen, { picture: isGone ? null : picture, actions, zoom })
  useDocumentTitle(picture?.prompt.slice(0, 80) || words.label)
  return (
    <ModalDialog label={words.label} onClose={actions.close} screen={screen}>
      <ViewerBar picture={isGone ? null : picture} info={info} actions={actions} />
      <div className="flex min-h-0 flex-1 portrait:max-lg:flex-col">
        <div className="relative min-h-0 min-w-0 flex-1">
          {missing && <p className="grid h-full place-items-center px-6 text-zinc-400">{words.missing}</p>}
          {picture && zoom && <Shown {...{ picture, zoom, viewing, close: actions.close }} />}
          {viewing.previous && <StepButton to="previous" label={words.previous} go={actions.previous} />}
          {viewing.next && <StepButton to="next" label={words.next} go={actions.next} />}
          {picture && <ChangedElsewhere key={id} {...{ picture, isGone, actions }} />}
        </div>
        {info && picture && (
          <PictureInfo picture={picture} linkTo={viewing.linkTo} onClose={actions.toggleInfo} />
        )}
      </div>
      <p className="sr-only" aria-live="polite">
        {picture && texts.gallery.open(picture.prompt)}
      </p>
    </ModalDialog>
  )
}

interface ShownProps {
  picture: ViewedPicture
  zoom: ZoomControl
  viewing: ReturnType<typeof useViewing>
  close: () => void
}

function Shown({ picture, zoom, viewing, close }: ShownProps) {
  const loads = useMemo(() => new PictureLoads(), [])
  useEffect(() => () => loads.want([], []), [loads])
  const { previous, next, ahead, step } = viewing
  const [back, on] = isMirrored ? (['left', 'right'] as const) : (['right', 'left'] as const)
  const swipes: SwipeTargets = {
    [back]: previous && (() => step('previous')),
    [on]: next && (() => step('next')),
    down: close,
  }
  return <Stage key={picture.id} original={picture.url} {...{ picture, ahead, loads, zoom, swipes }} />
}

/** Each picture begins as a whole. */
function useZoom(picture: Picture | null): ZoomControl | null {
  const { id, width, height } = picture ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: one for each picture
  return useMemo(() => (width && height ? new ZoomControl({ width, height }) : null), [id, width, height])
}
