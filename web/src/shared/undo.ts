import { texts } from './texts'
import { dismissToast, showToast, type Toast, toasts, updateToast } from './toasts'

export const operationsKey = ['operations'] as const

/** The message that offers to take something back, and how to change it as that thing goes on. */
export interface Offer {
  say(change: Partial<Toast>): void
  /** Says how it ended, even where a person has closed the message meanwhile. */
  end(text: string): void
  withdraw(): void
}

interface Undoable {
  toast: number
  undo(): unknown
}

const KEPT = 100
let done: Undoable[] = []

/** Says what was done and offers to take it back: by a button for a while, by Ctrl+Z for as long as the page lives. */
export function offerUndo(text: string, undo: () => unknown): Offer {
  const mine: Undoable = { toast: 0, undo }
  const withdraw = () => {
    dismissToast(mine.toast)
    done = done.filter((other) => other !== mine)
  }
  const run = () => {
    withdraw()
    return undo()
  }
  const show = (words: string) => {
    mine.toast = showToast({ text: words, action: { label: texts.gallery.undo, run } })
  }
  // One offer at a time: its button takes back what was done last.
  for (const { toast } of done) if (shown(toast)?.progress === null) dismissToast(toast)
  show(text)
  done = [...done, mine].slice(-KEPT)
  return {
    say: (change) => updateToast(mine.toast, change),
    end(words) {
      if (shown(mine.toast)) updateToast(mine.toast, { text: words, progress: null })
      else if (done.includes(mine)) show(words)
    },
    withdraw,
  }
}

/** False when there is nothing left to take back. */
export function undoLatest(): boolean {
  const latest = done.pop()
  if (!latest) return false
  dismissToast(latest.toast)
  latest.undo()
  return true
}

/** Forgets what could be taken back. */
export function forgetUndo(): void {
  done = []
}

function shown(id: number): Toast | undefined {
  return toasts.get().find((toast) => toast.id === id)
}
