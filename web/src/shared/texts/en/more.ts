import { formatNumber } from '@/shared/format'
import type { ImageAction } from '@/shared/graphql/operations'
import { count } from '@/shared/texts/plurals'

const pictures = (n: number) => count(n, 'picture', 'pictures')

/** What an action has done to so many pictures. */
const done: Record<ImageAction, (n: number) => string> = {
  STAR: (n) => `${pictures(n)} starred`,
  UNSTAR: (n) => `Star removed from ${pictures(n)}`,
  TRASH: (n) => `${pictures(n)} moved to trash`,
  RESTORE: (n) => `${pictures(n)} restored`,
  DELETE: (n) => `${pictures(n)} deleted for ever`,
}

const doing: Record<ImageAction, string> = {
  STAR: 'Starring pictures',
  UNSTAR: 'Removing stars',
  TRASH: 'Moving pictures to trash',
  RESTORE: 'Restoring pictures',
  DELETE: 'Deleting pictures for ever',
}

/** Why pictures stayed as they were; said of one or of many alike. */
const skipped = {
  NOT_FOUND: (n: number) => `${formatNumber(n)} no longer here`,
  ALREADY_SO: (n: number) => `${formatNumber(n)} already so`,
  NOT_IN_TRASH: (n: number) => `${formatNumber(n)} not in the trash`,
  IN_TRASH: (n: number) => `${formatNumber(n)} in the trash`,
  BEING_PURGED: (n: number) => `${formatNumber(n)} being deleted for ever`,
  CHANGED_SINCE: (n: number) => `${formatNumber(n)} changed since`,
}

/** The rest of the words: those of what loads only once it is needed. */
export const more = {
  preferences: {
    shortcuts: 'Keyboard shortcuts',
    language: 'Language',
    theme: 'Colours',
    themes: { system: 'As the system has it', light: 'Light', dark: 'Dark' },
  },
  closeMenu: 'Close menu',
  dismiss: 'Dismiss',
  menu: 'What to do with it',
  copying: {
    what: 'Prompt',
    done: (what: string) => `${what} copied`,
    failed: 'The browser did not allow copying',
  },
  notFound: {
    title: 'Not found',
    body: 'There is no such page.',
    hint: 'The address may be mistyped, or from an older version.',
  },
  toGallery: 'Go to the gallery',
  offline: 'Connection lost. Trying again…',
  signedOut: {
    title: 'You are signed out',
    before: 'Run ',
    command: 'gallery link',
    between: ' (or ',
    devCommand: './dev link',
    after: ') on the server and open the link it prints.',
    shared: 'What you shared was not taken. Sign in, then share it again.',
    retry: 'I have opened it',
  },
  uploads: {
    dropHint: 'PNG, JPEG or WebP',
    notPicture: 'Only PNG, JPEG and WebP pictures can be uploaded.',
    tooLarge: (size: string, limit: string) => `It has ${size}, and at most ${limit} can be uploaded.`,
    cut: 'The connection broke. Trying again does not keep it twice.',
  },
  selection: {
    bar: 'Selected pictures',
    clear: 'Clear selection',
    all: 'Select all',
    star: 'Star',
    unstar: 'Remove star',
    downloading: (n: number, size: string) => `Downloading ${pictures(n)}, ${size}`,
    tooManyLeftOut: (most: number) => `At most ${pictures(most)} can be left out of a whole selection.`,
    late: 'This picture came after you selected all. Press Ctrl+A again to take it in.',
  },
  operations: {
    done,
    doing,
    skipped,
    left: (reasons: string[]) => (reasons.length > 0 ? `Left as they were: ${reasons.join(', ')}.` : ''),
    running: (what: string, changed: number) => `${what}…${changed > 0 ? ` ${formatNumber(changed)}` : ''}`,
    runningOf: (what: string, changed: number, of: number) =>
      `${what}… ${formatNumber(changed)} of ${formatNumber(of)}`,
    halfWay: (what: string) => `Stopped half-way: ${what}.`,
    undoing: 'Taking it back…',
    undone: (n: number) => `Undone for ${pictures(n)}.`,
    changedSince: (n: number) =>
      ` ${pictures(n)} ${n === 1 ? 'was' : 'were'} changed since and ${n === 1 ? 'stays as it is' : 'stay as they are'}.`,
    gone: (n: number) => ` ${pictures(n)} ${n === 1 ? 'is' : 'are'} no longer here.`,
    nothingChanged: 'Nothing was changed.',
  },
  deletion: {
    title: (n: number) => `Delete ${pictures(n)} for ever?`,
    emptyTitle: (n: number) => `Empty the trash of ${pictures(n)}?`,
    body: (size: string) => `This frees ${size}. It cannot be undone.`,
    sources: (n: number) =>
      `Other pictures were made from ${formatNumber(n)} of them; those stay, without ${n === 1 ? 'this source' : 'these sources'}.`,
    confirm: (n: number) => `Delete ${pictures(n)}`,
    cancel: 'Keep them',
    nothing: 'There is nothing left to delete.',
  },
  history: {
    note: 'What was done to your pictures. Most of it can be undone for seven days.',
    list: 'Past operations',
    status: { RUNNING: 'Running', DONE: 'Done', UNDONE: 'Undone', FAILED: 'Stopped half-way' },
    undo: 'Undo',
    undoLabel: (what: string) => `Undo: ${what}`,
    until: (day: string) => `until ${day}`,
    more: 'Show older ones',
    failed: 'Could not load what was done.',
    empty: {
      title: 'Nothing done yet',
      body: 'Stars, deletions and restores are listed here, so that you can take them back.',
    },
  },
  /** What stands on keys; those of a Mac have signs. */
  keys: {
    Mod: 'Ctrl',
    Shift: 'Shift',
    Alt: 'Alt',
    Enter: 'Enter',
    Space: 'Space',
    Delete: 'Del',
    Backspace: 'Backspace',
    Escape: 'Esc',
    Arrow: 'Arrow',
    Home: 'Home',
  },
  zoom: {
    percent: (percent: number) => `${formatNumber(percent)} %`,
    label: (percent: number) => `Zoomed to ${formatNumber(percent)} %: show the whole picture`,
    fit: 'Show the whole picture',
  },
  params: {
    size: 'Size asked for',
    quality: 'Quality',
    background: 'Background',
    format: 'Format asked for',
    values: {
      auto: 'auto',
      low: 'low',
      medium: 'medium',
      high: 'high',
      transparent: 'transparent',
      opaque: 'opaque',
    },
  },
  remix: {
    done: 'Prompt, settings and sources taken over',
    left: (what: string[]) => `Taken over, except: ${what.join(', ')}.`,
    gone: 'This picture is not here any more.',
    model: (name: string) => `the model ${name}, which is not offered any more`,
    purged: (n: number) => `${count(n, 'source', 'sources')} deleted for ever`,
    tooMany: (n: number) => `${count(n, 'source', 'sources')} more than the model takes`,
    settings: {
      size: 'the size',
      quality: 'the quality',
      background: 'the background',
      outputFormat: 'the format',
      n: 'the number of pictures',
    },
  },
}
