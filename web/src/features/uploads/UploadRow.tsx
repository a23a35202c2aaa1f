import { CircleAlert, CircleCheck, ImageUp, RotateCw, X } from 'lucide-react'
import { formatBytes } from '@/shared/formatDetails'
import { IconButton } from '@/shared/ui/Button'
import { cancelUpload, retryUpload } from '@/shared/uploading/uploading'
import { isUnderWay, type Upload } from '@/shared/uploads'
import { words } from './words'

const ICONS = { DONE: CircleCheck, FAILED: CircleAlert }
const COLOURS: Partial<Record<Upload['state'], string>> = {
  DONE: 'text-emerald-600 dark:text-emerald-400',
  FAILED: 'text-red-600 dark:text-red-400',
  CUT: 'text-amber-600 dark:text-amber-400',
}

export function UploadRow({ upload }: { upload: Upload }) {
  const { name, state, sent } = upload
  const Icon = state === 'DONE' || state === 'FAILED' ? ICONS[state] : ImageUp
  return (
    <li className="flex min-h-13 items-center gap-3 py-1 pe-2 ps-4">
      <Icon size={18} aria-hidden className={`shrink-0 ${COLOURS[state] ?? 'text-zinc-400'}`} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm" title={name}>
          {name}
        </p>
        {state === 'SENDING' ? <Sent name={name} share={sent} /> : <StateText upload={upload} />}
      </div>
      <RowButton upload={upload} />
    </li>
  )
}

/** One button, so that whoever has cancelled by key is where it can be tried again. */
function RowButton({ upload }: { upload: Upload }) {
  const { id, name, canRetry } = upload
  const isBusy = isUnderWay(upload)
  if (!isBusy && !canRetry) return null
  const Icon = isBusy ? X : RotateCw
  return (
    <IconButton
      label={isBusy ? words.cancel(name) : words.retry(name)}
      onClick={() => (isBusy ? cancelUpload(id) : retryUpload(id))}
    >
      <Icon size={16} aria-hidden />
    </IconButton>
  )
}

function StateText({ upload: { size, state, reason } }: { upload: Upload }) {
  const colour = state === 'FAILED' ? 'text-red-700 dark:text-red-300' : 'text-zinc-500 dark:text-zinc-400'
  return (
    <p className={`text-xs tabular-nums ${colour}`}>
      {reason ?? `${formatBytes(size)} · ${words.state[state]}`}
    </p>
  )
}

function Sent({ name, share }: { name: string; share: number }) {
  return (
    <div className="flex h-4 items-center gap-3">
      <div
        role="progressbar"
        aria-label={name}
        aria-valuenow={Math.floor(share * 100)}
        className="h-1 flex-1 overflow-hidden rounded-full bg-zinc-200 dark:bg-zinc-700"
      >
        <div
          className="h-full rounded-full bg-violet-500 transition-[width]"
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <span className="w-14 text-end text-xs text-zinc-500 tabular-nums dark:text-zinc-400">
        {share < 1 ? words.percent(share) : words.storing}
      </span>
    </div>
  )
}
