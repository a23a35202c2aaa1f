import { History, Images, ListChecks, LogOut, type LucideIcon, Sparkles, Trash2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useLocation } from 'react-router'
import { base } from '@/shared/base'
import { useEditor } from '@/shared/EditorContext'
import { formatCount } from '@/shared/format'
import { signOut } from '@/shared/session'
import { texts } from '@/shared/texts'
import { IconButton } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { Link } from '@/shared/ui/Link'
import { useViewer } from '@/shared/viewer'

const Preferences = lazy(() => import('./Preferences').then((module) => ({ default: module.Preferences })))

export function Sidebar() {
  const { data: viewer } = useViewer()
  const pending = useEditor().pendingJobs.length
  return (
    <div className="flex h-full flex-col p-3">
      <div className="mb-4 flex h-10 items-center gap-2.5 px-2">
        <img src={`${base}favicon.svg`} alt="" width={24} height={24} />
        <span className="font-semibold text-[0.95rem] tracking-tight">{texts.app.name}</span>
      </div>
      <nav aria-label={texts.app.navigation} className="grid gap-0.5">
        <SidebarLink to="/" icon={Sparkles} badge={pending > 0 && <Busy count={pending} />}>
          {texts.pages.create}
        </SidebarLink>
        <SidebarLink to="/jobs" icon={ListChecks}>
          {texts.pages.jobs}
        </SidebarLink>
        <SidebarLink to="/gallery" icon={Images} badge={formatCount(viewer?.gallery.count)}>
          {texts.pages.gallery}
        </SidebarLink>
        <SidebarLink to="/trash" icon={Trash2} badge={formatCount(viewer?.trash.count)}>
          {texts.pages.trash}
        </SidebarLink>
      </nav>
      <nav aria-label={texts.app.more} className="mt-auto pt-3">
        <SidebarLink to="/operations" icon={History}>
          {texts.pages.history}
        </SidebarLink>
      </nav>
      <div className="flex h-22 flex-wrap content-between items-center pointer-coarse:h-24">
        <Suspense fallback={null}>
          <Preferences />
        </Suspense>
      </div>
      {viewer && <Person name={viewer.name} />}
    </div>
  )
}

interface SidebarLinkProps {
  to: string
  icon: LucideIcon
  badge?: ReactNode
  children: string
}

const ENTRY =
  'flex h-10 w-full items-center gap-3 rounded-lg px-3 font-medium text-sm transition-colors pointer-coarse:h-12'
const HERE = 'bg-violet-100 text-violet-900 dark:bg-violet-500/20 dark:text-violet-100'
const ELSEWHERE =
  'text-zinc-600 hover:bg-zinc-200/60 hover:text-zinc-900 dark:text-zinc-400 dark:hover:bg-zinc-800/60 dark:hover:text-zinc-100'

function SidebarLink({ to, icon: Icon, badge, children }: SidebarLinkProps) {
  const { pathname } = useLocation()
  const isActive = pathname === to || (to !== '/' && pathname.startsWith(`${to}/`))
  return (
    <Link
      to={to}
      aria-current={isActive ? 'page' : undefined}
      className={classes(ENTRY, isActive ? HERE : ELSEWHERE)}
    >
      <Icon size={18} strokeWidth={1.8} aria-hidden />
      {children}
      <span className="ms-auto font-normal text-xs tabular-nums">{badge}</span>
    </Link>
  )
}

function Busy({ count }: { count: number }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className="size-1.5 animate-shimmer rounded-full bg-violet-500" />
      {count}
    </span>
  )
}

function Person({ name }: { name: string }) {
  return (
    <div className="mt-3 flex items-center gap-2.5 border-zinc-200 border-t px-2 pt-3 dark:border-zinc-800">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-violet-600 font-semibold text-sm text-white uppercase"
      >
        {name.slice(0, 1)}
      </span>
      <span className="min-w-0 flex-1 truncate font-medium text-sm" title={name}>
        {name}
      </span>
      <IconButton label={texts.app.signOut} onClick={() => void signOut()}>
        <LogOut size={17} aria-hidden className="rtl:-scale-x-100" />
      </IconButton>
    </div>
  )
}
