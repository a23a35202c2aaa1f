import { Trash2 } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { Link } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import { PictureGrid, type TileBox } from '@/shared/grid/PictureGrid'
import { useImageActions } from '@/shared/imageActions'
import { useImageList } from '@/shared/imageLists'
import { texts } from '@/shared/texts'
import { buttonClasses } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { GridSkeleton } from '@/shared/ui/GridSkeleton'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useViewer } from '@/shared/viewer'
import { useViewerLink } from '@/shared/viewerLink'
import { TrashTile } from './TrashTile'

const TRASH = { starred: false, trashed: true }

export function TrashPage() {
  const list = useImageList(TRASH)
  const scrollRef = useRef<HTMLDivElement>(null)
  const { fetchNextPage } = list
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])
  const { restore } = useImageActions()
  const link = useViewerLink(TRASH)
  const renderTile = useCallback(
    (picture: Picture, box: TileBox) => (
      <TrashTile picture={picture} width={box.width} urgent={box.urgent} link={link} onRestore={restore} />
    ),
    [link, restore],
  )
  return (
    <PageFrame title={texts.pages.trash} note={<RetentionNote />} scrollRef={scrollRef}>
      {list.isPending && <GridSkeleton />}
      {list.isError && list.pictures.length === 0 && (
        <LoadFailure reason={texts.gallery.failed} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && list.pictures.length === 0 && <EmptyTrash />}
      <PictureGrid
        pictures={list.pictures}
        scrollRef={scrollRef}
        hasMore={list.hasNextPage && !list.isFetching}
        loadMore={loadMore}
        renderTile={renderTile}
      />
    </PageFrame>
  )
}

function RetentionNote() {
  const trash = useViewer().data?.trash
  return trash ? texts.trash.note(trash.retentionDays) : null
}

function EmptyTrash() {
  const words = texts.trash.empty
  return (
    <EmptyState icon={Trash2} title={words.title} body={words.body}>
      <Link to="/gallery" className={buttonClasses('plain')}>
        {words.action}
      </Link>
    </EmptyState>
  )
}
