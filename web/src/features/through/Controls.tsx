import { CheckCheck, type LucideIcon, SkipForward, Star, Trash2 } from 'lucide-react'
import { keyText } from '@/shared/actions/keyText'
import { classes } from '@/shared/ui/classes'
import type { Decider } from './Decider'
import { words } from './words'

/** What can be decided, with the keys that do the same. */
export function Controls({ decider }: { decider: Decider }) {
  return (
    <div className="mx-auto grid w-full max-w-3xl shrink-0 grid-cols-3 gap-2 px-3 py-3 sm:flex sm:justify-center">
      <Decision
        icon={Trash2}
        label={words.trash}
        shortcut="X"
        act={decider.trash}
        tone="hover:bg-red-500/25"
      />
      <Decision icon={SkipForward} label={words.skip} shortcut="Space" act={decider.skip} />
      <Decision icon={Star} label={words.star} shortcut="S" act={decider.star} tone="hover:bg-amber-400/25" />
      <Decision
        icon={CheckCheck}
        label={words.keepAlone}
        shortcut="K"
        act={decider.keepAlone}
        tone="max-sm:col-span-3 hover:bg-white/20 sm:ms-4"
      />
    </div>
  )
}

interface DecisionProps {
  icon: LucideIcon
  label: string
  shortcut: string
  act: () => void
  tone?: string
}

function Decision({ icon: Icon, label, shortcut, act, tone = 'hover:bg-white/20' }: DecisionProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={shortcut}
      onClick={act}
      // A click leaves the focus where it is: Space would press the same button again.
      onMouseDown={(event) => event.preventDefault()}
      className={classes(
        'flex h-11 items-center justify-center gap-1.5 rounded-xl bg-white/10 px-2 font-medium sm:gap-2.5 sm:px-4 text-sm transition-colors',
        tone,
      )}
    >
      <Icon size={18} aria-hidden className="shrink-0" />
      {label}
      <kbd aria-hidden className="font-sans text-xs text-zinc-400 max-sm:hidden pointer-coarse:hidden">
        {keyText(shortcut)}
      </kbd>
    </button>
  )
}
