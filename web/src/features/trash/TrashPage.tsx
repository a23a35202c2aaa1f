import { Trash2 } from 'lucide-react'
import { type ReactNode, useCallback, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { PictureGrid } from '@/shared/grid/PictureGrid'
import { useImageList } from '@/shared/imageLists'
import { type ImageListFilter, TRASH_ORDERS, type TrashOrder } from '@/shared/imageOrder'
import { SelectionAnnouncer } from '@/shared/selection/SelectionAnnouncer'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
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
import { TrashTools } from './TrashTools'
import { words } from './words'

export function TrashPage({ bar }: { bar: ReactNode }) {
  const filter = useTrashFilter()
  const list = useImageList(filter)
  const scrollRef = useRef<HTMLDivElement>(null)
  const renderTile = useTile(filter)
  const selecting = useIsSelecting()
  const isEmpty = list.isSuccess && list.pictures.length === 0 && !list.hasNextPage
  return (
    <PageFrame
      title={texts.pages.trash}
      note={<TrashSums />}
      actions={!isEmpty && <TrashTools filter={filter} />}
      bar={selecting && bar}
      scrollRef={scrollRef}
    >
      <SelectionAnnouncer />
      {list.isPending && <GridSkeleton />}
      {list.isError && list.pictures.length === 0 && (
        <LoadFailure reason={texts.gallery.failed} retry={() => void list.refetch()} />
      )}
      {isEmpty ? <EmptyTrash /> : <RetentionNote />}
      <div className={classes('transition-opacity', list.isPlaceholderData && 'opacity-60')}>
        <PictureGrid
          pictures={list.pictures}
          filter={filter}
          scrollRef={scrollRef}
          hasMore={list.hasNextPage && !list.isFetching}
          loadMore={list.loadMore}
          renderTile={renderTile}
        />
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
  const link = useViewerLink(filter)
  return useCallback(
    (picture: Picture, box: TileBox) => <TrashTile picture={picture} {...box} link={link} />,
    [link],
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
