import {
  Columns2,
  Copy,
  EllipsisVertical,
  Expand,
  GalleryHorizontalEnd,
  ImageDown,
  type LucideIcon,
} from 'lucide-react'
import { useId, useRef } from 'react'
import { keyText } from '@/shared/actions/keyText'
import { texts } from '@/shared/texts'
import { iconButtonClasses } from '@/shared/ui/Button'
import type { ViewerActions } from './useViewerActions'
import { words } from './words'

interface MoreMenuProps {
  hasPrompt: boolean
  actions: ViewerActions
}

/** What is done less often, with the keys that do it. */
export function MoreMenu({ hasPrompt, actions }: MoreMenuProps) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const item = (icon: LucideIcon, label: string, key: string, act: () => void) => (
    <Item
      icon={icon}
      label={label}
      shortcut={key}
      onClick={() => {
        list.current?.hidePopover()
        act()
      }}
    />
  )
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={words.more}
        title={words.more}
        className={iconButtonClasses('onDark')}
      >
        <EllipsisVertical size={20} aria-hidden />
      </button>
      <ul
        ref={list}
        id={id}
        popover="auto"
        aria-label={words.more}
        className="fixed inset-auto top-14 inset-e-2 m-0 w-66 rounded-xl bg-zinc-800 p-1.5 text-sm text-zinc-100 shadow-2xl ring-1 ring-white/10 sm:inset-e-4"
      >
        {hasPrompt && item(Copy, texts.copying.prompt, 'C', () => actions.do('copyPrompt'))}
        {item(ImageDown, words.copyImageLabel, 'Mod+C', actions.copyImage)}
        {actions.goThrough && item(GalleryHorizontalEnd, words.goThrough, 'V', actions.goThrough)}
        {actions.compare && item(Columns2, words.compare, 'B', actions.compare)}
        {item(Expand, words.fullScreen, 'F', actions.fullScreen)}
      </ul>
    </>
  )
}

interface ItemProps {
  icon: LucideIcon
  label: string
  shortcut: string
  onClick: () => void
}

function Item({ icon: Icon, label, shortcut, onClick }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="flex h-9 w-full items-center gap-3 rounded-lg px-2.5 hover:bg-white/10 pointer-coarse:h-11"
      >
        <Icon size={17} aria-hidden />
        {label}
        <kbd aria-hidden className="ms-auto font-sans text-xs text-zinc-400 pointer-coarse:hidden">
          {keyText(shortcut)}
        </kbd>
      </button>
    </li>
  )
}
