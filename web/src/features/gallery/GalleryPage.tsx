import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { type GridView, PictureGrid } from '@/shared/grid/PictureGrid'
import { useImageActions } from '@/shared/imageActions'
import type { ImageListFilter } from '@/shared/imageOrder'
import { SelectionAnnouncer } from '@/shared/selection/SelectionAnnouncer'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
import { usePictureList } from '@/shared/timeline/usePictureList'
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

const Scrubber = lazy(() => import('./Scrubber').then((module) => ({ default: module.Scrubber })))

function renderScrubber(view: GridView) {
  return (
    <Suspense fallback={null}>
      <Scrubber view={view} />
    </Suspense>
  )
}

export function GalleryPage({ bar }: { bar: ReactNode }) {
  const starred = useSearchParams()[0].get('starred') === '1'
  const filter = useMemo(() => ({ starred, trashed: false }), [starred])
  const { list, ...timeline } = usePictureList(filter)
  const scrollRef = useRef<HTMLDivElement>(null)
  const { shown, held, showHeld } = useHeldPictures(list, scrollRef)
  const upload = useUpload()
  const renderTile = useTile(filter)
  const selecting = useIsSelecting()
  const isEmpty = timeline.isSuccess && shown.pictures.isComplete && shown.pictures.count === 0

  return (
    <PageFrame
      title={texts.pages.gallery}
      note={<GalleryCount starred={starred} />}
      actions={<GalleryTools starred={starred} onFiles={upload} />}
      bar={selecting && bar}
      scrollRef={scrollRef}
    >
      <SelectionAnnouncer />
      <DropZone label={texts.gallery.dropHere} onFiles={upload} />
      <NewPicturesPill count={held} onClick={showHeld} />
      {timeline.isPending && <GridSkeleton />}
      {timeline.isError && !timeline.data && (
        <LoadFailure reason={texts.gallery.failed} retry={() => void timeline.refetch()} />
      )}
      {isEmpty && <EmptyGallery starred={starred} onFiles={upload} />}
      <div className={classes('transition-opacity', timeline.isPlaceholderData && 'opacity-60')}>
        <PictureGrid list={shown} scrollRef={scrollRef} renderTile={renderTile} renderEdge={renderScrubber} />
      </div>
    </PageFrame>
  )
}

function GalleryCount({ starred }: { starred: boolean }) {
  const gallery = useViewer().data?.gallery
  return gallery ? texts.gallery.count(starred ? gallery.starredCount : gallery.count) : null
}

function useTile(filter: ImageListFilter) {
  const { star, trash } = useImageActions()
  const { setSourceImages } = useEditor()
  const navigate = useNavigate()
  const link = useViewerLink(filter)
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
      <GalleryTile picture={picture} {...box} link={link} actions={actions} />
    ),
    [link, actions],
  )
}
