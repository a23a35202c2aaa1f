import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { BrowserRouter } from 'react-router'
import { Actions } from '@/shared/actions/Actions'
import { base } from '@/shared/base'
import { EditorProvider } from '@/shared/EditorContext'
import { asked } from '@/shared/questions'
import { signedOut } from '@/shared/session'
import { useStore } from '@/shared/store'
import { texts } from '@/shared/texts'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { Toaster } from '@/shared/ui/Toaster'
import { useUndoShortcut } from '@/shared/ui/useUndoShortcut'
import { uploads } from '@/shared/uploads'
import { useViewer } from '@/shared/viewer'
import { CrashBoundary } from './CrashBoundary'
import { createQueryClient } from './queryClient'
import { AppRoutes } from './routes'
import { Shell } from './shell/Shell'

const SignedOut = lazy(() => import('./SignedOut').then((module) => ({ default: module.SignedOut })))

const LiveUpdates = lazy(() =>
  import('@/features/live/LiveUpdates').then((module) => ({ default: module.LiveUpdates })),
)

const ConfirmDialog = lazy(() =>
  import('@/features/bulk/ConfirmDialog').then((module) => ({ default: module.ConfirmDialog })),
)

const UploadPanel = lazy(() =>
  import('@/features/uploads/UploadPanel').then((module) => ({ default: module.UploadPanel })),
)

export function App() {
  const [client] = useState(createQueryClient)
  return (
    <CrashBoundary>
      <QueryClientProvider client={client}>
        <BrowserRouter basename={base}>
          <SignedIn />
        </BrowserRouter>
        <Toaster />
      </QueryClientProvider>
    </CrashBoundary>
  )
}

/** Reads who is there, and the event cursor, before any page reads a list: so nothing falls between. */
function SignedIn() {
  const out = useStore(signedOut)
  const viewer = useViewer()
  useUndoShortcut()
  if (out) {
    return (
      <Suspense fallback={null}>
        <SignedOut />
      </Suspense>
    )
  }
  if (viewer.data) {
    return (
      <EditorProvider>
        <Shell>
          <AppRoutes />
          <Actions />
        </Shell>
        <Confirmation />
        <Uploads />
        <Suspense fallback={null}>
          <LiveUpdates after={viewer.data.eventCursor} />
        </Suspense>
      </EditorProvider>
    )
  }
  if (viewer.isError) return <LoadFailure reason={texts.errors.network} retry={() => void viewer.refetch()} />
  return null
}

function Uploads() {
  const any = useStore(uploads).length > 0
  return <Suspense fallback={null}>{any && <UploadPanel />}</Suspense>
}

function Confirmation() {
  const isAsked = useStore(asked) !== null
  return <Suspense fallback={null}>{isAsked && <ConfirmDialog />}</Suspense>
}
