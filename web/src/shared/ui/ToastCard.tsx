import { CircleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { moreTexts } from '@/shared/moreTexts'
import { dismissToast, TOAST_MS, type Toast } from '@/shared/toasts'
import { classes } from './classes'

export function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || toast.progress !== null) return
    const timer = setTimeout(() => dismissToast(toast.id), TOAST_MS)
    return () => clearTimeout(timer)
  }, [held, toast.id, toast.progress])
  const { action } = toast
  const act = () => {
    dismissToast(toast.id)
    action?.run()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it or tabbing into it only stops its clock
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      aria-live={toast.progress === null ? undefined : 'off'}
      className="pointer-events-auto relative flex max-w-md animate-rise items-center gap-3 rounded-xl bg-zinc-900 py-2 pe-2 ps-4 text-sm text-white shadow-xl ring-1 ring-white/10 dark:bg-zinc-800"
    >
      {toast.tone === 'error' && <CircleAlert size={18} className="shrink-0 text-red-400" aria-hidden />}
      <span className="py-1 tabular-nums">{toast.text}</span>
      {toast.progress !== null && <ToastProgress text={toast.text} progress={toast.progress} />}
      {action && (
        <button
          type="button"
          onClick={act}
          className="rounded-lg px-2.5 py-1.5 font-semibold text-violet-300 hover:bg-white/10"
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={moreTexts.dismiss}
        onClick={() => dismissToast(toast.id)}
        className="grid size-8 shrink-0 place-items-center rounded-lg text-zinc-400 hover:bg-white/10 hover:text-white"
      >
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}

function ToastProgress({ text, progress }: { text: string; progress: number | 'unknown' }) {
  const known = progress === 'unknown' ? undefined : Math.round(progress * 100)
  return (
    <span
      role="progressbar"
      aria-label={text}
      aria-valuenow={known}
      className="absolute inset-x-4 bottom-0.5 h-0.5 overflow-hidden rounded-full bg-white/15"
    >
      <span
        className={classes(
          'block h-full rounded-full bg-violet-400 transition-[width] duration-300',
          known === undefined && 'animate-shimmer',
        )}
        style={{ width: `${known ?? 100}%` }}
      />
    </span>
  )
}
