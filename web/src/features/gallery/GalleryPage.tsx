import { useCallback, useMemo, useRef } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import { PictureGrid, type TileBox } from '@/shared/grid/PictureGrid'
import { useImageActions } from '@/shared/imageActions'
import { useImageList } from '@/shared/imageLists'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import { DropZone } from '@/shared/ui/DropZone'
import { GridSkeleton } from '@/shared/ui/GridSkeleton'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useUpload } from '@/shared/uploads'
import { useViewer } from '@/shared/viewer'
import { useViewerLink } from '@/shared/viewerLink'
import { EmptyGallery } from './EmptyGallery'
import { GalleryTile } from './GalleryTile'
import { GalleryTools } from './GalleryTools'
import { NewPicturesPill } from './NewPicturesPill'
import { useHeldPictures } from './useHeldPictures'

export function GalleryPage() {
  const starred = useSearchParams()[0].get('starred') === '1'
  const filter = useMemo(() => ({ starred, trashed: false }), [starred])
  const list = useImageList(filter)
  const scrollRef = useRef<HTMLDivElement>(null)
  const { shown, held, showHeld } = useHeldPictures(list.pictures, filter, scrollRef)
  const upload = useUpload()
  const renderTile = useTile(starred)
  const { fetchNextPage } = list
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])

  return (
    <PageFrame
      title={texts.pages.gallery}
      note={<GalleryCount starred={starred} />}
      actions={<GalleryTools starred={starred} onFiles={upload} />}
      scrollRef={scrollRef}
    >
      <DropZone label={texts.gallery.dropHere} onFiles={upload} />
      <NewPicturesPill count={held} onClick={showHeld} />
      {list.isPending && <GridSkeleton />}
      {list.isError && shown.length === 0 && (
        <LoadFailure reason={texts.gallery.failed} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && shown.length === 0 && <EmptyGallery starred={starred} onFiles={upload} />}
      <div className={classes('transition-opacity', list.isPlaceholderData && 'opacity-60')}>
        <PictureGrid
          pictures={shown}
          scrollRef={scrollRef}
          hasMore={list.hasNextPage && !list.isFetching}
          loadMore={loadMore}
          renderTile={renderTile}
        />
      </div>
    </PageFrame>
  )
}

function GalleryCount({ starred }: { starred: boolean }) {
  const gallery = useViewer().data?.gallery
  return gallery ? texts.gallery.count(starred ? gallery.starredCount : gallery.count) : null
}

function useTile(starred: boolean) {
  const { star, trash } = useImageActions()
  const { setSourceImages } = useEditor()
  const navigate = useNavigate()
  const link = useViewerLink(useMemo(() => ({ starred, trashed: false }), [starred]))
  const actions = useMemo(
    () => ({
      star,
      trash,
      edit: (picture: Picture) => {
        setSourceImages([picture])
        navigate('/')
      },
    }),
    [star, trash, setSourceImages, navigate],
  )
  return useCallback(
    (picture: Picture, box: TileBox) => (
      <GalleryTile picture={picture} width={box.width} urgent={box.urgent} link={link} actions={actions} />
    ),
    [link, actions],
  )
}
