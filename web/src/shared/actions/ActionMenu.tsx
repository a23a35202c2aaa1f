import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { moreTexts } from '@/shared/moreTexts'
import { classes } from '@/shared/ui/classes'
import { act } from './act'
import { actionsFor, type Offered } from './actions'
import { ACTION_ICONS } from './icons'
import { keyText } from './keyText'
import { type AskedMenu, menu } from './menu'

const MARGIN = 8

/** What can be done to a picture or to what is selected, where the pointer or the focus is. */
export function ActionMenu({ asked }: { asked: AskedMenu }) {
  const list = useRef<HTMLDivElement>(null)
  const { target, x, y, opener } = asked
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    element.showPopover()
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(MARGIN, Math.min(x, window.innerWidth - width - MARGIN))}px`
    element.style.top = `${Math.max(MARGIN, Math.min(y, window.innerHeight - height - MARGIN))}px`
    itemsOf(element)[0]?.focus()
  }, [x, y])
  const close = () => {
    // Told of its end when another one has been asked for.
    if (menu.get() !== asked) return
    menu.set(null)
    opener?.focus({ preventScroll: true })
  }
  return (
    <div
      ref={list}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={moreTexts.menu}
      onToggle={(event) => event.newState === 'closed' && close()}
      onKeyDown={(event) => onKey(event, close)}
      onContextMenu={(event) => event.preventDefault()}
      className="fixed inset-auto m-0 min-w-56 animate-rise rounded-xl bg-white p-1.5 text-zinc-800 shadow-2xl ring-1 ring-black/10 dark:bg-zinc-900 dark:text-zinc-200 dark:ring-white/15"
    >
      {actionsFor(target).map((action) => (
        <MenuItem
          key={action.id}
          action={action}
          run={() => {
            close()
            void act(action.id, target)
          }}
        />
      ))}
    </div>
  )
}

function MenuItem({ action, run }: { action: Offered; run: () => void }) {
  const Icon = ACTION_ICONS[action.id]
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={run}
      onPointerMove={(event) => event.currentTarget.focus()}
      className={classes(
        'group flex h-9 w-full items-center gap-3 rounded-lg px-2.5 text-start text-sm outline-none pointer-coarse:h-11',
        action.isFinal
          ? 'text-red-700 focus:bg-red-600 focus:text-white dark:text-red-300'
          : 'focus:bg-zinc-100 dark:focus:bg-zinc-800',
      )}
    >
      <Icon size={16} aria-hidden />
      {action.label}
      <kbd
        aria-hidden
        className={classes(
          'ms-auto ps-6 font-sans text-zinc-600 text-xs dark:text-zinc-400',
          action.isFinal && 'group-focus:text-white',
        )}
      >
        {keyText(action.keys[0] ?? '')}
      </kbd>
    </button>
  )
}

function onKey(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  event.stopPropagation()
  if (event.key === 'Escape' || event.key === 'Tab') close()
  else if (!move(event)) return
  event.preventDefault()
}

/** Arrows go round; a letter goes to the next item that begins with it. */
function move({ key, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  const items = itemsOf(currentTarget)
  const now = items.indexOf(document.activeElement as HTMLElement)
  const step = { ArrowDown: now + 1, ArrowUp: now - 1 + items.length, Home: 0, End: items.length - 1 }[key]
  const ahead = [...items.slice(now + 1), ...items.slice(0, now + 1)]
  const named =
    /^\p{L}$/u.test(key) &&
    ahead.find((item) => item.textContent?.toLowerCase().startsWith(key.toLowerCase()))
  const next = step === undefined ? named : items[step % items.length]
  if (!next) return false
  next.focus()
  return true
}

function itemsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[role=menuitem]')]
}
