import { Trash2 } from 'lucide-react'
import { type ReactNode, useCallback, useRef } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { PictureGrid } from '@/shared/grid/PictureGrid'
import type { ImageListFilter } from '@/shared/imageOrder'
import { moreTexts } from '@/shared/moreTexts'
import { SelectionAnnouncer } from '@/shared/selection/SelectionAnnouncer'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
import { usePictureList } from '@/shared/timeline/usePictureList'
import { buttonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { EmptyState } from '@/shared/ui/EmptyState'
import { GridSkeleton } from '@/shared/ui/GridSkeleton'
import { Link } from '@/shared/ui/Link'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useViewerLink } from '@/shared/viewerLink'
import { RetentionNote, TrashSums } from './TrashNotes'
import { TrashTile } from './TrashTile'
import { TrashOrder, TrashTools } from './TrashTools'
import { useTrashFilter } from './useTrashFilter'
import { words } from './words'

export function TrashPage({ bar }: { bar: ReactNode }) {
  const { filter, soon } = useTrashFilter()
  const { list, ...timeline } = usePictureList(filter)
  const scrollRef = useRef<HTMLDivElement>(null)
  const renderTile = useTile(filter)
  const selecting = useIsSelecting()
  const { pictures } = list
  const [part] = pictures.parts
  const isEmpty = timeline.isSuccess && pictures.isComplete && pictures.count === 0
  return (
    <PageFrame
      title={texts.pages.trash}
      note={<TrashSums />}
      actions={(soon || !isEmpty) && <TrashTools filter={filter} soon={soon} isEmpty={isEmpty} />}
      bar={selecting && bar}
      scrollRef={scrollRef}
    >
      <SelectionAnnouncer />
      {pictures.count === 0 && !pictures.isComplete && !part?.hasFailed && <GridSkeleton />}
      {part?.hasFailed && pictures.count === 0 && (
        <LoadFailure reason={texts.gallery.failed} retry={() => list.retry(part)} />
      )}
      {isEmpty ? <EmptyTrash soon={soon} /> : <RetentionNote order={<TrashOrder filter={filter} />} />}
      <div className={classes('transition-opacity', timeline.isPlaceholderData && 'opacity-60')}>
        <PictureGrid list={list} scrollRef={scrollRef} renderTile={renderTile} />
      </div>
    </PageFrame>
  )
}

function useTile(filter: ImageListFilter) {
  const link = useViewerLink(filter)
  return useCallback(
    (picture: Picture, box: TileBox) => <TrashTile picture={picture} {...box} link={link} />,
    [link],
  )
}

function EmptyTrash({ soon }: { soon: boolean }) {
  const said = soon ? words.emptySoon : words.empty
  return (
    <EmptyState icon={Trash2} title={said.title} body={said.body}>
      <Link to={soon ? '/trash' : '/gallery'} className={buttonClasses('plain')}>
        {soon ? words.emptySoon.action : moreTexts.toGallery}
      </Link>
    </EmptyState>
  )
}
