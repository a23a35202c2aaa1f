import { texts } from '@/shared/texts'
import { ACTIONS, type ActionId } from './actions'
import { PLACES } from './places'

interface Shortcut {
  keys: readonly string[]
  what: string
}

export const words = { title: 'Keyboard shortcuts', close: 'Close' }

/** What an action is called where there is no picture to say it of. */
const NAMES: Partial<Record<ActionId, string>> = {
  open: 'Look at it',
  select: 'Select it, or not',
  star: 'Star it, or not',
  edit: texts.gallery.edit,
  remix: texts.actions.remix,
  copyPrompt: texts.copying.prompt,
  download: texts.gallery.download,
  goThrough: 'Go through them one by one (several)',
  compare: 'Compare them (two)',
  trash: texts.gallery.trash,
  restore: `${texts.trash.restore} (trash)`,
  delete: `${texts.trash.deleteForEver} (trash)`,
}

/** All keys of the app. Those of pictures come from the registry; the others are named where they are heard. */
export const GROUPS: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['?'], what: 'These shortcuts' },
      { keys: ['/'], what: 'Search the gallery' },
      { keys: ['Mod+z'], what: 'Undo' },
      ...PLACES.map(({ key, page }) => ({ keys: ['g', key], what: `Go to ${texts.pages[page]}` })),
    ],
  },
  {
    title: 'A picture, or all that is selected',
    shortcuts: ACTIONS.flatMap(({ id, keys }) => {
      const what = NAMES[id]
      return what ? [{ keys, what }] : []
    }),
  },
  {
    title: 'In the grid',
    shortcuts: [
      { keys: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'], what: 'Go from picture to picture' },
      { keys: ['Shift+Arrow'], what: 'Select on the way' },
      { keys: ['Mod+a'], what: 'Select all' },
      { keys: ['Escape'], what: 'Clear the selection' },
      { keys: ['Shift+F10'], what: 'Menu' },
    ],
  },
  {
    title: 'Looking at a picture',
    shortcuts: [
      { keys: ['ArrowLeft', 'ArrowRight'], what: 'Previous and next' },
      { keys: ['+', '-'], what: 'Closer, and back' },
      { keys: ['ArrowUp', 'ArrowDown'], what: 'Up and down, where it is closer' },
      { keys: ['0', '1'], what: 'Whole picture, and every dot of it' },
      { keys: ['f'], what: 'Full screen' },
      { keys: ['i'], what: 'Information' },
      { keys: ['v'], what: 'Go through all that was asked for with it' },
      { keys: ['b'], what: 'Compare it with its source' },
      { keys: ['Escape'], what: 'Back to the grid' },
    ],
  },
  {
    title: 'Going through pictures',
    shortcuts: [
      { keys: ['s'], what: 'Star it and go on' },
      { keys: ['x'], what: 'Throw it away and go on' },
      { keys: ['Space'], what: 'Go on' },
      { keys: ['k'], what: 'Keep this one, trash the rest' },
      { keys: ['u'], what: 'Take the last decision back' },
      { keys: ['ArrowLeft', 'ArrowRight'], what: 'Previous and next' },
      { keys: ['Home'], what: 'The first' },
    ],
  },
  {
    title: 'Creating',
    shortcuts: [
      { keys: ['Mod+Enter'], what: 'Generate' },
      { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], what: 'Earlier prompts, and back' },
    ],
  },
  {
    title: 'Drawing a mask',
    shortcuts: [
      { keys: ['b', 'e', 'h'], what: 'Brush, eraser, move' },
      { keys: ['[', ']'], what: 'Smaller brush, and larger' },
      { keys: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'], what: 'Move the brush' },
      { keys: ['Space'], what: 'Paint while it is held' },
      { keys: ['+', '-', '0'], what: 'Closer, back, and whole' },
    ],
  },
]
