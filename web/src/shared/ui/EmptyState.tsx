import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  body: string
  children?: ReactNode
}

export function EmptyState({ icon: Icon, title, body, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex min-h-80 max-w-sm flex-col items-center justify-center px-6 py-16 text-center">
      <span className="mb-5 grid size-14 place-items-center rounded-2xl bg-zinc-100 text-zinc-500 dark:bg-zinc-900 dark:text-zinc-400">
        <Icon size={26} strokeWidth={1.6} aria-hidden />
      </span>
      <h2 className="font-semibold text-base">{title}</h2>
      <p className="mt-1.5 mb-6 text-balance text-sm text-zinc-600 leading-relaxed dark:text-zinc-400">
        {body}
      </p>
      {children}
    </div>
  )
}
