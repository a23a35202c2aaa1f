import { Undo2, X } from 'lucide-react'
import { IconButton } from '@/shared/ui/Button'
import type { Round } from './decisions'
import { words } from './words'

interface TopBarProps {
  round?: Round
  onUndo?: () => void
  onClose: () => void
}

/** Where one stands, and the ways back. */
export function TopBar({ round, onUndo, onClose }: TopBarProps) {
  return (
    <header className="flex shrink-0 items-center gap-3 p-2 sm:px-4">
      <IconButton tone="onDark" label={words.close} aria-keyshortcuts="Escape" onClick={onClose}>
        <X size={20} aria-hidden />
      </IconButton>
      {round && <Progress round={round} />}
      {round && (
        <IconButton
          tone="onDark"
          label={words.undo}
          aria-keyshortcuts="U"
          disabled={round.steps.length === 0}
          onClick={onUndo}
        >
          <Undo2 size={20} aria-hidden />
        </IconButton>
      )}
    </header>
  )
}

function Progress({ round: { at, ids } }: { round: Round }) {
  const place = Math.min(at + 1, ids.length)
  return (
    <div className="flex min-w-0 flex-1 items-center justify-center gap-3">
      <div
        role="progressbar"
        aria-label={words.title}
        aria-valuemin={0}
        aria-valuemax={ids.length}
        aria-valuenow={at}
        aria-valuetext={words.placeLabel(place, ids.length)}
        className="h-1 max-w-xs flex-1 overflow-hidden rounded-full bg-white/15"
      >
        <div
          className="h-full rounded-full bg-violet-400 transition-[width] duration-200 motion-reduce:transition-none"
          style={{ width: `${(at / ids.length) * 100}%` }}
        />
      </div>
      <span className="text-sm text-zinc-300 tabular-nums">{words.place(place, ids.length)}</span>
    </div>
  )
}
