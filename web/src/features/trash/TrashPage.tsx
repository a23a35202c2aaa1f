import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type ReactNode, useCallback, useMemo, useRef } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { PictureGrid } from '@/shared/grid/PictureGrid'
import { useImageActions } from '@/shared/imageActions'
import { type ImageListFilter, TRASH_ORDERS, type TrashOrder } from '@/shared/imageOrder'
import { SelectionAnnouncer } from '@/shared/selection/SelectionAnnouncer'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
import { usePictureList } from '@/shared/timeline/usePictureList'
import { buttonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { EmptyState } from '@/shared/ui/EmptyState'
import { GridSkeleton } from '@/shared/ui/GridSkeleton'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useViewerLink } from '@/shared/viewerLink'
import { RetentionNote, TrashSums } from './TrashNotes'
import { TrashTile } from './TrashTile'
import { TrashTools } from './TrashTools'
import { words } from './words'

export function TrashPage({ bar }: { bar: ReactNode }) {
  const filter = useTrashFilter()
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
      actions={!isEmpty && <TrashTools filter={filter} />}
      bar={selecting && bar}
      scrollRef={scrollRef}
    >
      <SelectionAnnouncer />
      {pictures.count === 0 && !pictures.isComplete && !part?.hasFailed && <GridSkeleton />}
      {part?.hasFailed && pictures.count === 0 && (
        <LoadFailure reason={texts.gallery.failed} retry={() => list.retry(part)} />
      )}
      {isEmpty ? <EmptyTrash /> : <RetentionNote />}
      <div className={classes('transition-opacity', timeline.isPlaceholderData && 'opacity-60')}>
        <PictureGrid list={list} scrollRef={scrollRef} renderTile={renderTile} />
      </div>
    </PageFrame>
  )
}

/** The order is part of the address; the usual one is left out of it. */
function useTrashFilter(): ImageListFilter {
  const asked = useSearchParams()[0].get('order')
  return useMemo(() => {
    const order = TRASH_ORDERS.find(
      (known): known is TrashOrder => known === asked && known !== 'deleted-desc',
    )
    return { starred: false, trashed: true, ...(order && { order }) }
  }, [asked])
}

function useTile(filter: ImageListFilter) {
  const { restore } = useImageActions()
  const client = useQueryClient()
  const link = useViewerLink(filter)
  const actions = useMemo(
    () => ({
      restore,
      deleteForEver: async (picture: Picture) => {
        const { deletePicture } = await import('@/shared/operations/deleteForEver')
        await deletePicture(client, picture)
      },
    }),
    [restore, client],
  )
  return useCallback(
    (picture: Picture, box: TileBox) => (
      <TrashTile picture={picture} {...box} link={link} actions={actions} />
    ),
    [link, actions],
  )
}

function EmptyTrash() {
  return (
    <EmptyState icon={Trash2} title={words.empty.title} body={words.empty.body}>
      <Link to="/gallery" className={buttonClasses('plain')}>
        {texts.trash.toGallery}
      </Link>
    </EmptyState>
  )
}
