import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '@/shared/ui/classes'

const TONES = {
  bad: 'bg-red-50 text-red-900 dark:bg-red-500/10 dark:text-red-200',
  doubt: 'bg-amber-50 text-amber-900 dark:bg-amber-400/10 dark:text-amber-200',
  plain: 'bg-zinc-100 text-zinc-700 dark:bg-zinc-800/70 dark:text-zinc-300',
}

interface NoticeProps {
  tone: keyof typeof TONES
  icon: LucideIcon
  children: ReactNode
}

export function Notice({ tone, icon: Icon, children }: NoticeProps) {
  return (
    <div className={classes('flex items-start gap-2 rounded-xl p-3 text-xs leading-relaxed', TONES[tone])}>
      <Icon size={15} className="mt-0.5 shrink-0" aria-hidden />
      <div className="grid min-w-0 gap-1">{children}</div>
    </div>
  )
}
