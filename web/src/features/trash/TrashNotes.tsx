import { Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import { daysUntil, formatBytes } from '@/shared/formatDetails'
import { useViewer } from '@/shared/viewer'
import { SOON_DAYS } from './soon'
import { words } from './words'

export function TrashSums() {
  const trash = useViewer().data?.trash
  return trash && trash.count > 0 ? words.holds(trash.count, formatBytes(trash.byteSize)) : null
}

/** How long pictures stay, and a word when the first are about to go; on a phone with what its header has no room for. */
export function RetentionNote({ order }: { order: ReactNode }) {
  const trash = useViewer().data?.trash
  if (!trash) return null
  const left = trash.nextPurgeAt ? daysUntil(trash.nextPurgeAt) : Number.POSITIVE_INFINITY
  return (
    <div className="px-3 pb-3 text-sm text-zinc-600 sm:px-6 dark:text-zinc-400">
      <div className="-me-1 flex flex-wrap items-center justify-between gap-x-3 pb-1 sm:hidden">
        <p className="tabular-nums">
          <TrashSums />
        </p>
        <div className="[&_label>span:first-child]:sr-only">{order}</div>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {words.note(trash.retentionDays)}
        {left <= SOON_DAYS && (
          <span className="inline-flex items-center gap-1.5 rounded-full bg-amber-100 px-2.5 py-0.5 font-medium text-amber-900 text-xs dark:bg-amber-400/15 dark:text-amber-200">
            <Clock size={13} aria-hidden />
            {words.soon(left)}
          </span>
        )}
      </p>
    </div>
  )
}
