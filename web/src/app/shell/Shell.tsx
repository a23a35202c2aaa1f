import { Menu } from 'lucide-react'
import { lazy, type MouseEvent, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'
import { PageLeading } from '@/shared/ui/PageFrame'
import { Sidebar } from './Sidebar'

const PageAnnouncer = lazy(() =>
  import('./PageAnnouncer').then((module) => ({ default: module.PageAnnouncer })),
)
const Drawer = lazy(() => import('./Drawer').then((module) => ({ default: module.Drawer })))

/** The sidebar beside the page; under md it folds into a drawer behind a hamburger. */
export function Shell({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const { key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes it
  useEffect(() => setOpen(false), [key])
  const hamburger = useMemo(
    () => (
      <IconButton label={texts.app.openMenu} className="md:hidden" onClick={() => setOpen(true)}>
        <Menu size={20} aria-hidden />
      </IconButton>
    ),
    [],
  )
  return (
    <div className="flex h-dvh">
      {/* biome-ignore lint/a11y/useValidAnchor: it does lead to a part of the page */}
      <a
        href="#content"
        onClick={skip}
        className="fixed top-2 inset-s-2 z-50 -translate-y-20 rounded-lg bg-violet-600 px-4 py-2 font-medium text-sm text-white focus:translate-y-0"
      >
        {texts.app.skip}
      </a>
      <aside className="w-58 shrink-0 border-zinc-200 border-e bg-zinc-50 max-md:hidden dark:border-zinc-800/80 dark:bg-zinc-900/40">
        <Sidebar />
      </aside>
      <Suspense fallback={null}>
        {open && (
          <Drawer onClose={() => setOpen(false)}>
            <Sidebar />
          </Drawer>
        )}
      </Suspense>
      <Suspense fallback={null}>
        <PageAnnouncer />
      </Suspense>
      <main id="content" tabIndex={-1} className="h-full min-w-0 flex-1 outline-none">
        <PageLeading value={hamburger}>{children}</PageLeading>
      </main>
    </div>
  )
}

/** Not by the address: the browser would come here again, away from what had the focus, with every Back. */
function skip(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
