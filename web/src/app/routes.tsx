import { lazy, Suspense } from 'react'
import { Route, Routes, useLocation, useMatch } from 'react-router'
import { GalleryPage } from '@/features/gallery/GalleryPage'
import { texts } from '@/shared/texts'
import { useUpload } from '@/shared/uploads'
import type { ViewerState } from '@/shared/viewerLink'

const Create = lazy(() => import('./CreateRoute').then((module) => ({ default: module.CreateRoute })))
const Jobs = lazy(() => import('./JobsRoute').then((module) => ({ default: module.JobsRoute })))
const Trash = lazy(() =>
  import('@/features/trash/TrashPage').then((module) => ({ default: module.TrashPage })),
)
const History = lazy(() =>
  import('@/features/history/HistoryPage').then((module) => ({ default: module.HistoryPage })),
)
const BulkBar = lazy(() => import('@/features/bulk/BulkBar').then((module) => ({ default: module.BulkBar })))
const NotFound = lazy(() => import('./NotFound').then((module) => ({ default: module.NotFound })))
const Viewer = lazy(() => import('@/features/viewer/Viewer').then((module) => ({ default: module.Viewer })))

const Through = lazy(() =>
  import('@/features/through/ThroughPage').then((module) => ({ default: module.ThroughPage })),
)

const Compare = lazy(() =>
  import('@/features/compare/ComparePage').then((module) => ({ default: module.ComparePage })),
)

const SharePage = lazy(() =>
  import('@/features/share/SharePage').then((module) => ({ default: module.SharePage })),
)

const DropZone = lazy(() => import('@/shared/ui/DropZone').then((module) => ({ default: module.DropZone })))

const bar = <BulkBar />

/** The viewer has an address of its own and lies over the page it was opened from, which stays as it was. */
export function AppRoutes() {
  const location = useLocation()
  const id = useMatch('/gallery/:id')?.params.id
  const background = id ? (location.state as ViewerState | null)?.background : undefined
  const page = background ?? location
  return (
    <>
      <Suspense fallback={null}>
        <Routes location={page}>
          <Route path="/" element={<Create />} />
          <Route path="/jobs" element={<Jobs />} />
          <Route path="/gallery/:id?" element={<GalleryPage bar={bar} />} />
          <Route path="/trash" element={<Trash bar={bar} />} />
          <Route path="/operations" element={<History />} />
          <Route path="/through/:job?" element={<Through />} />
          <Route path="/compare/:one/:other" element={<Compare />} />
          <Route path="/share" element={<SharePage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
      <Suspense fallback={null}>{id && <Viewer id={id} />}</Suspense>
      {page.pathname !== '/' && <DropToUpload />}
    </>
  )
}

/** Takes what is dropped into the gallery, but on Create, which starts from it. */
function DropToUpload() {
  const upload = useUpload()
  return (
    <Suspense fallback={null}>
      <DropZone label={texts.gallery.dropHere} onFiles={upload} />
    </Suspense>
  )
}
