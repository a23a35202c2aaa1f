import { moreTexts } from '@/shared/moreTexts'

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform)

const NAMES: Record<string, string> = {
  ...moreTexts.keys,
  ...(isMac && { Mod: '⌘', Shift: '⇧', Delete: '⌦' }),
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** A key as it stands on the keyboard in front of the person: "Ctrl Z", "⌘Z". */
export function keyText(key: string): string {
  return key
    .split(/(?<=.)\+/)
    .map(nameOf)
    .join(isMac ? '' : ' ')
}

function nameOf(part: string): string {
  return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)
}
