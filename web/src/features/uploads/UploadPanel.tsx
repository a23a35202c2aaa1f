import { ChevronDown, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from '@/shared/store'
import { Button, IconButton } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { cancelAllUploads, clearUploads, retryAllUploads } from '@/shared/uploading/uploading'
import { isUnderWay, type Upload, uploads } from '@/shared/uploads'
import { outcome } from './outcome'
import { UploadRow } from './UploadRow'
import { words } from './words'

const CLOSES_AFTER_MS = 6_000

/** Every file that is being uploaded, and what became of it. It closes by itself where all went well. */
export function UploadPanel() {
  const all = useStore(uploads)
  const [held, setHeld] = useState(false)
  const [isFolded, setFolded] = useState(false)
  const busy = all.some(isUnderWay)
  useWarningBeforeLeaving(busy)
  useClosing(!held && all.every(({ state }) => state === 'DONE'))
  const text = outcome(all)
  return (
    <section
      aria-label={words.label}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="fixed inset-e-4 bottom-4 z-40 w-96 max-w-[calc(100vw-2rem)] animate-rise overflow-hidden rounded-2xl bg-white shadow-2xl ring-1 ring-zinc-200 dark:bg-zinc-900 dark:ring-zinc-700"
    >
      <div className="flex h-13 items-center gap-1 pe-2 ps-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-sm tabular-nums">{text}</h2>
        <IconButton label={words.fold} aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
          <ChevronDown
            size={18}
            aria-hidden
            className={classes('transition-transform', isFolded && 'rotate-180')}
          />
        </IconButton>
        {!busy && (
          <IconButton label={words.close} onClick={clearUploads}>
            <X size={18} aria-hidden />
          </IconButton>
        )}
      </div>
      <ForAll uploads={all} />
      {!isFolded && <FileList uploads={all} />}
      <p aria-live="polite" className="sr-only">
        {busy ? '' : text}
      </p>
    </section>
  )
}

function ForAll({ uploads }: { uploads: readonly Upload[] }) {
  const busy = uploads.some(isUnderWay)
  const failed = uploads.some(({ state, canRetry }) => state === 'FAILED' && canRetry)
  if (!busy && !failed) return null
  return (
    <div className="flex flex-wrap gap-x-1 px-1.5 pb-1">
      {failed && (
        <Button tone="quiet" className="px-2.5" onClick={retryAllUploads}>
          {words.retryAll}
        </Button>
      )}
      {busy && (
        <Button tone="quiet" className="px-2.5" onClick={cancelAllUploads}>
          {words.cancelAll}
        </Button>
      )}
    </div>
  )
}

function FileList({ uploads }: { uploads: readonly Upload[] }) {
  return (
    <ul
      aria-label={words.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      className="max-h-72 overflow-y-auto pb-2 focus-visible:-outline-offset-2"
    >
      {uploads.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}

function useClosing(allWell: boolean): void {
  useEffect(() => {
    if (!allWell) return
    const timer = setTimeout(clearUploads, CLOSES_AFTER_MS)
    return () => clearTimeout(timer)
  }, [allWell])
}

/** The browser asks in its own words. */
function useWarningBeforeLeaving(busy: boolean): void {
  useEffect(() => {
    if (!busy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [busy])
}
