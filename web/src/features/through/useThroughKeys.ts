import { isKey } from '@/shared/actions/actions'
import { isMirrored } from '@/shared/texts/locale'
import { isTyping } from '@/shared/ui/isTyping'
import { useWindowKey } from '@/shared/ui/useWindowKey'
import type { Decider } from './Decider'

export const KEYS: readonly { keys: readonly string[]; act: (decider: Decider) => unknown }[] = [
  { keys: ['s'], act: (decider) => decider.star() },
  { keys: ['x', 'Delete', 'Backspace'], act: (decider) => decider.trash() },
  { keys: [' '], act: (decider) => decider.skip() },
  { keys: ['u', 'Mod+z'], act: (decider) => decider.undo() },
  { keys: ['k'], act: (decider) => decider.keepAlone() },
  { keys: ['ArrowLeft'], act: (decider) => decider.goBy(isMirrored ? 1 : -1) },
  { keys: ['ArrowRight'], act: (decider) => decider.goBy(isMirrored ? -1 : 1) },
  { keys: ['Home'], act: (decider) => decider.goTo(0) },
]

/** Heard before all else, for here Ctrl+Z takes back what was decided last; a button keeps its Space. */
export function useThroughKeys(decider: Decider): void {
  useWindowKey((event) => {
    if (isTyping(event) || isCovered()) return
    if (event.key === ' ' && event.target instanceof HTMLButtonElement) return
    const key = KEYS.find(({ keys }) => keys.some((one) => isKey(event, one)))
    if (!key) return
    event.preventDefault()
    event.stopPropagation()
    // A key that is held down must not decide of picture after picture.
    if (!event.repeat || event.key.startsWith('Arrow')) key.act(decider)
  }, true)
}

/** Whether another dialog, such as the sheet of shortcuts, lies over this one. */
function isCovered(): boolean {
  return document.querySelectorAll('dialog:modal').length > 1
}
