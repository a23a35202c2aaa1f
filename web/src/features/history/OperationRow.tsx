import { type LucideIcon, Star, StarOff, Trash2, Undo2, X } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { formatMonthDay, formatTime } from '@/shared/formatDetails'
import type { ImageAction, Operation } from '@/shared/graphql/operations'
import { moreTexts } from '@/shared/moreTexts'
import { progressOf, skippedTexts } from '@/shared/operations/summaries'
import { Button } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'

const words = moreTexts.history

const ICONS: Record<ImageAction, LucideIcon> = {
  STAR: Star,
  UNSTAR: StarOff,
  TRASH: Trash2,
  RESTORE: Undo2,
  DELETE: X,
}

interface OperationRowProps {
  operation: Operation
  /** Whether to go on reading here. */
  focused: boolean
  onUndo: (operation: Operation) => void
}

/** One thing that was done: to how many, what was left, how far it is, and the way back. */
export const OperationRow = memo(function OperationRow({ operation, focused, onUndo }: OperationRowProps) {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (focused) row.current?.focus()
  }, [focused])
  const { action, status, undoableUntil, createdAt } = operation
  const Icon = ICONS[action]
  const running = status === 'RUNNING'
  const what = running ? progressOf(operation).text : moreTexts.operations.done[action](operation.changed)
  return (
    <li
      ref={row}
      tabIndex={-1}
      className="flex items-start gap-3 px-4 py-3 focus-visible:-outline-offset-2 [contain-intrinsic-size:auto_4rem] [content-visibility:auto] sm:gap-4"
    >
      <span
        className={classes(
          'mt-0.5 grid size-9 shrink-0 place-items-center rounded-full',
          action === 'DELETE'
            ? 'bg-red-100 text-red-700 dark:bg-red-500/15 dark:text-red-300'
            : 'bg-zinc-100 text-zinc-600 dark:bg-zinc-800 dark:text-zinc-300',
        )}
      >
        <Icon size={17} aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p
          className={classes(
            'font-medium text-sm tabular-nums leading-snug',
            status === 'UNDONE' && 'text-zinc-500 line-through dark:text-zinc-400',
          )}
        >
          {what}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-zinc-600 dark:text-zinc-400">
          <time dateTime={createdAt}>{formatTime(createdAt)}</time>
          {status !== 'DONE' && <Status status={status} />}
          {skippedTexts([operation]).map((text) => (
            <span key={text}>· {text}</span>
          ))}
        </p>
        {operation.error && <p className="mt-1 text-red-700 text-xs dark:text-red-300">{operation.error}</p>}
        {running && <Progress operation={operation} />}
      </div>
      {undoableUntil && operation.changed > 0 && (
        <div className="grid shrink-0 justify-items-end gap-1">
          <Button aria-label={words.undoLabel(what)} onClick={() => onUndo(operation)}>
            <Undo2 size={15} aria-hidden />
            {words.undo}
          </Button>
          <span className="text-[0.7rem] text-zinc-500 dark:text-zinc-400">
            {words.until(formatMonthDay(undoableUntil))}
          </span>
        </div>
      )}
    </li>
  )
})

function Status({ status }: { status: Operation['status'] }) {
  const tone = {
    RUNNING: 'bg-violet-100 text-violet-900 dark:bg-violet-500/20 dark:text-violet-100',
    DONE: '',
    UNDONE: 'bg-zinc-100 text-zinc-700 dark:bg-zinc-800 dark:text-zinc-300',
    FAILED: 'bg-red-100 text-red-800 dark:bg-red-500/20 dark:text-red-200',
  }[status]
  return <span className={classes('rounded-full px-2 py-px font-medium', tone)}>{words.status[status]}</span>
}

function Progress({ operation }: { operation: Operation }) {
  const { progress, text } = progressOf(operation)
  const share = progress === 'unknown' ? undefined : Math.round(progress * 100)
  return (
    <div
      role="progressbar"
      aria-label={text}
      aria-valuenow={share}
      className="mt-2 h-1.5 overflow-hidden rounded-full bg-zinc-200 dark:bg-zinc-800"
    >
      <div
        className={classes(
          'h-full rounded-full bg-violet-600 transition-[width] duration-300',
          share === undefined && 'animate-shimmer',
        )}
        style={{ width: `${share ?? 100}%` }}
      />
    </div>
  )
}
