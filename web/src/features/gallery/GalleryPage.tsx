import { lazy, type ReactNode, Suspense, useCallback, useRef } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import type { TileBox } from '@/shared/grid/GridCell'
import { type GridView, PictureGrid } from '@/shared/grid/PictureGrid'
import type { ImageListFilter } from '@/shared/imageOrder'
import { SelectionAnnouncer } from '@/shared/selection/SelectionAnnouncer'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
import { usePictureList } from '@/shared/timeline/usePictureList'
import { classes } from '@/shared/ui/classes'
import { GridSkeleton } from '@/shared/ui/GridSkeleton'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useUpload } from '@/shared/uploads'
import { useViewer } from '@/shared/viewer'
import { useViewerLink } from '@/shared/viewerLink'
import { useGalleryFilter } from './filters/useGalleryFilter'
import { isNarrowed, type Wanted } from './filters/wanted'
import { GalleryTile } from './GalleryTile'
import { GalleryTools } from './GalleryTools'
import { NewPicturesPill } from './NewPicturesPill'
import { useHeldPictures } from './useHeldPictures'

const EmptyGallery = lazy(() => import('./EmptyGallery').then((module) => ({ default: module.EmptyGallery })))
const FilterChips = lazy(() =>
  import('./filters/FilterChips').then((module) => ({ default: module.FilterChips })),
)
const Scrubber = lazy(() => import('./Scrubber').then((module) => ({ default: module.Scrubber })))

function renderScrubber(view: GridView) {
  return (
    <Suspense fallback={null}>
      <Scrubber view={view} />
    </Suspense>
  )
}

export function GalleryPage({ bar }: { bar: ReactNode }) {
  const gallery = useGalleryFilter()
  const { filter } = gallery
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
      note={<GalleryCount wanted={gallery.wanted} />}
      actions={<GalleryTools gallery={gallery} onFiles={upload} />}
      isCrowded
      below={isNarrowed(gallery.wanted) && <FilterChips {...gallery} />}
      bar={selecting && bar}
      scrollRef={scrollRef}
      isScrubbed
    >
      <SelectionAnnouncer />
      <NewPicturesPill count={held} onClick={showHeld} />
      {timeline.isPending && <GridSkeleton />}
      {timeline.isError && !timeline.data && (
        <LoadFailure reason={texts.gallery.failed} retry={() => void timeline.refetch()} />
      )}
      <Suspense fallback={null}>{isEmpty && <EmptyGallery gallery={gallery} onFiles={upload} />}</Suspense>
      <div className={classes('transition-opacity', timeline.isPlaceholderData && 'opacity-60')}>
        <PictureGrid list={shown} scrollRef={scrollRef} renderTile={renderTile} renderEdge={renderScrubber} />
      </div>
    </PageFrame>
  )
}

function GalleryCount({ wanted }: { wanted: Wanted }) {
  const gallery = useViewer().data?.gallery
  if (!gallery || isNarrowed(wanted)) return null
  return (
    // What a filter leaves is said; that the whole grows is no news to whoever is elsewhere on the page.
    <span role="status" aria-live={wanted.starred ? undefined : 'off'}>
      {texts.gallery.count(wanted.starred ? gallery.starredCount : gallery.count)}
    </span>
  )
}

function useTile(filter: ImageListFilter) {
  const link = useViewerLink(filter)
  return useCallback(
    (picture: Picture, box: TileBox) => (
      <GalleryTile picture={picture} {...box} link={link} search={filter.search} />
    ),
    [link, filter.search],
  )
}
