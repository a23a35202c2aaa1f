import { Menu } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'
import { PageLeading } from '@/shared/ui/PageFrame'
import { Drawer } from './Drawer'
import { Sidebar } from './Sidebar'

/** The sidebar beside the page; under md it folds into a drawer behind a hamburger. */
export function Shell({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes it
  useEffect(() => setOpen(false), [pathname])
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
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-violet-600 px-4 py-2 font-medium text-sm text-white focus:translate-y-0"
      >
        {texts.app.skip}
      </a>
      <aside className="w-58 shrink-0 border-zinc-200 border-r bg-zinc-50 max-md:hidden dark:border-zinc-800/80 dark:bg-zinc-900/40">
        <Sidebar />
      </aside>
      <Drawer open={open} onClose={() => setOpen(false)}>
        <Sidebar />
      </Drawer>
      <main id="content" tabIndex={-1} className="h-full min-w-0 flex-1 outline-none">
        <PageLeading value={hamburger}>{children}</PageLeading>
      </main>
    </div>
  )
}
