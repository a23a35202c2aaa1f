import { texts } from '@/shared/texts'
import { ACTIONS, type ActionId } from './actions'
import { PLACES } from './places'
import { words } from './words'

interface Shortcut {
  keys: readonly string[]
  what: string
}

const NAMES: Partial<Record<ActionId, string>> = words.pictures

/** All keys of the app. Those of pictures come from the registry; the others are named where they are heard. */
export const GROUPS: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: words.groups.anywhere,
    shortcuts: [
      { keys: ['?'], what: words.anywhere.sheet },
      { keys: ['/'], what: words.anywhere.search },
      { keys: ['Mod+z'], what: words.anywhere.undo },
      ...PLACES.map(({ key, page }) => ({ keys: ['g', key], what: words.anywhere.goTo(texts.pages[page]) })),
    ],
  },
  {
    title: words.groups.pictures,
    shortcuts: ACTIONS.flatMap(({ id, keys }) => {
      const what = NAMES[id]
      return what ? [{ keys, what }] : []
    }),
  },
  {
    title: words.groups.grid,
    shortcuts: [
      { keys: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'], what: words.grid.walk },
      { keys: ['Shift+Arrow'], what: words.grid.select },
      { keys: ['Shift+d'], what: words.grid.day },
      { keys: ['Mod+a'], what: words.grid.all },
      { keys: ['Escape'], what: words.grid.clear },
      { keys: ['Shift+F10'], what: words.grid.menu },
    ],
  },
  {
    title: words.groups.viewer,
    shortcuts: [
      { keys: ['ArrowLeft', 'ArrowRight'], what: words.viewer.walk },
      { keys: ['+', '-'], what: words.viewer.zoom },
      { keys: ['ArrowUp', 'ArrowDown'], what: words.viewer.pan },
      { keys: ['0', '1'], what: words.viewer.fit },
      { keys: ['f'], what: words.viewer.fullScreen },
      { keys: ['i'], what: words.viewer.info },
      { keys: ['v'], what: words.viewer.through },
      { keys: ['b'], what: words.viewer.compare },
      { keys: ['Escape'], what: words.viewer.back },
    ],
  },
  {
    title: words.groups.through,
    shortcuts: [
      { keys: ['s'], what: words.through.star },
      { keys: ['x'], what: words.through.trash },
      { keys: ['Space'], what: words.through.skip },
      { keys: ['k'], what: words.through.keep },
      { keys: ['u'], what: words.through.undo },
      { keys: ['ArrowLeft', 'ArrowRight'], what: words.through.walk },
      { keys: ['Home'], what: words.through.first },
    ],
  },
  {
    title: words.groups.create,
    shortcuts: [
      { keys: ['Mod+Enter'], what: words.create.generate },
      { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], what: words.create.history },
    ],
  },
  {
    title: words.groups.mask,
    shortcuts: [
      { keys: ['b', 'e', 'h'], what: words.mask.tools },
      { keys: ['[', ']'], what: words.mask.size },
      { keys: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'], what: words.mask.move },
      { keys: ['Space'], what: words.mask.paint },
      { keys: ['+', '-', '0'], what: words.mask.zoom },
    ],
  },
]
