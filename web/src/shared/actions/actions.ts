import type { Picture } from '@/shared/graphql/fragments'
import { countOf, MOST_IDS, type Selection } from '@/shared/selection/selection'
import { texts } from '@/shared/texts'

/** What something is done to: one picture, or all that is selected. */
export type Target = { kind: 'one'; picture: Picture } | { kind: 'many'; chosen: Selection }

export type ActionId =
  | 'open'
  | 'select'
  | 'star'
  | 'unstar'
  | 'edit'
  | 'remix'
  | 'copyPrompt'
  | 'download'
  | 'goThrough'
  | 'compare'
  | 'trash'
  | 'restore'
  | 'delete'

/**
 * One thing that can be done to pictures. Tiles, the bar, the menu, the keys and the sheet of shortcuts all read
 * it from here: `actionsFor` says what applies, `actionOf` what a key means, `act` (act.ts) does it; the viewer does
 * the same in its own way, for it moves on. The icons (icons.ts) and the deeds (deeds.ts) load apart, for no first
 * paint needs them.
 */
export interface Action {
  id: ActionId
  /** As `isKey` reads them. */
  keys: readonly string[]
  /** It cannot be taken back. */
  isFinal?: boolean
  /** What it is called there; null where it makes no sense. */
  label(target: Target): string | null
}

const { gallery, trash, copying, actions: words } = texts

/** In the order of menus. */
export const ACTIONS: readonly Action[] = [
  { id: 'open', keys: ['Enter'], label: (target) => ofOne(target, words.open) },
  { id: 'select', keys: ['x'], label: (target) => ofOne(target, words.select) },
  { id: 'star', keys: ['s'], label: (target) => (isTrashed(target) ? null : starLabel(target)) },
  {
    id: 'unstar',
    keys: ['s'],
    label: (target) =>
      target.kind === 'many' && !isTrashed(target) && starredIn(target.chosen) > 0 ? gallery.unstar : null,
  },
  { id: 'edit', keys: ['e'], label: (target) => (isTrashed(target) ? null : ofOne(target, gallery.edit)) },
  { id: 'remix', keys: ['r'], label: (target) => (isTrashed(target) ? null : ofOne(target, words.remix)) },
  {
    id: 'copyPrompt',
    keys: ['c'],
    label: (target) => (target.kind === 'one' && target.picture.prompt ? copying.prompt : null),
  },
  { id: 'download', keys: ['d'], label: () => gallery.download },
  {
    id: 'trash',
    keys: ['Delete', 'Backspace'],
    label: (target) => (isTrashed(target) ? null : gallery.trash),
  },
  { id: 'restore', keys: ['r'], label: (target) => (isTrashed(target) ? trash.restore : null) },
  {
    id: 'delete',
    keys: ['Shift+Delete'],
    isFinal: true,
    label: (target) => (isTrashed(target) ? trash.deleteForEver : null),
  },
  {
    id: 'goThrough',
    keys: ['v'],
    label: (target) => (liveIn(target) > 1 && liveIn(target) <= MOST_IDS ? words.goThrough : null),
  },
  { id: 'compare', keys: ['b'], label: (target) => (liveIn(target) === 2 ? words.compare : null) },
]

/** Those whose keys only the grid hears: it opens and selects. */
export const OF_GRID: readonly ActionId[] = ['open', 'select']

export interface Offered extends Omit<Action, 'label'> {
  label: string
}

/** What can be done to it, in the order of menus. */
export function actionsFor(target: Target): Offered[] {
  return ACTIONS.flatMap((action) => {
    const label = action.label(target)
    return label === null ? [] : [{ ...action, label }]
  })
}

/** What a key asks to be done to it. */
export function actionOf(event: KeyboardEvent, target: Target): ActionId | undefined {
  return actionsFor(target).find(({ keys }) => keys.some((key) => isKey(event, key)))?.id
}

/** Whether a key was pressed: "s", "Shift+Delete", "Mod+z" with Ctrl or the Mac's Command. */
export function isKey(event: KeyboardEvent, key: string): boolean {
  const held = key.split(/(?<=.)\+/)
  const name = held.pop() ?? ''
  // On a keyboard without Latin letters its place names the key.
  const pressed = /^[ -~]+$/.test(event.key) ? event.key : event.code.replace(/^Key/, '')
  if (event.altKey || (event.ctrlKey || event.metaKey) !== held.includes('Mod')) return false
  if (pressed.toLowerCase() !== name.toLowerCase()) return false
  // How a symbol is typed differs from keyboard to keyboard.
  return !/\w/.test(name) || event.shiftKey === held.includes('Shift')
}

/** For `aria-keyshortcuts`. */
export function shortcutsOf(target: Target): string {
  return actionsFor(target)
    .flatMap(({ keys }) => keys.slice(0, 1).map(ariaKey))
    .join(' ')
}

/** The first key of one action, for `aria-keyshortcuts`. */
export function shortcutOf(id: ActionId): string {
  return ariaKey(ACTIONS.find((action) => action.id === id)?.keys[0] ?? '')
}

const ariaKey = (key: string) => (key.length === 1 ? key.toUpperCase() : key)

function isTrashed(target: Target): boolean {
  return target.kind === 'one' ? target.picture.deletedAt !== null : target.chosen.filter.trashed
}

function ofOne(target: Target, label: string): string | null {
  return target.kind === 'one' ? label : null
}

/** How many pictures are selected, outside the trash. */
function liveIn(target: Target): number {
  return target.kind === 'many' && !isTrashed(target) ? countOf(target.chosen) : 0
}

function starLabel(target: Target): string | null {
  if (target.kind === 'one') return target.picture.starred ? gallery.unstar : gallery.star
  return starredIn(target.chosen) < countOf(target.chosen) ? gallery.star : null
}

function starredIn(chosen: Selection): number {
  if (chosen.kind === 'matching') return chosen.starredCount
  return [...chosen.pictures.values()].filter((picture) => picture.starred).length
}
