const plurals = new Intl.PluralRules('en')
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const number = new Intl.NumberFormat('en')
const SUFFIX: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }

export const formatNumber = (n: number) => number.format(n)
export const count = (n: number, one: string, other: string) =>
  `${number.format(n)} ${plurals.select(n) === 'one' ? one : other}`
export const nth = (n: number) => `${number.format(n)}${SUFFIX[ordinals.select(n)]}`

/** Every word the app shows, so that another language is another file; those of pages and of
 * what loads later stand with them: `words.ts` of a feature, `moreTexts.ts`. */
export const texts = {
  app: {
    name: 'Permanent Gallery',
    navigation: 'Main',
    more: 'More',
    openMenu: 'Open menu',
    closeMenu: 'Close menu',
    skip: 'Skip to content',
    signOut: 'Sign out',
    offline: 'Connection lost. Trying again…',
    notFound: 'There is no such page.',
    notFoundTitle: 'Not found',
    notFoundBody: 'The address may be mistyped, or from an older version.',
    loading: 'Loading…',
    crashed: 'Something went wrong in this page.',
    reload: 'Reload',
    unreachable: 'The server does not answer.',
    retry: 'Try again',
    busyTitle: (jobs: number, title: string) => `(${jobs}) ${title}`,
    title: (page: string) => `${page} · Permanent Gallery`,
  },
  pages: { create: 'Create', jobs: 'Jobs', gallery: 'Gallery', trash: 'Trash', history: 'History' },
  jobs: {
    heading: 'Recent work',
    all: 'All jobs',
    empty: 'What you ask for appears here while it is drawn, and stays in the gallery.',
    failed: 'Could not load what was asked for lately.',
  },
  gallery: {
    all: 'All',
    starred: 'Starred',
    filter: 'Show',
    count: (n: number) => count(n, 'picture', 'pictures'),
    newer: (n: number) => `${number.format(n)} new`,
    scrubber: 'Month in view',
    newerLabel: (n: number) => `Show ${count(n, 'new picture', 'new pictures')}`,
    grid: 'Pictures',
    search: 'Search pictures',
    clearSearch: 'Clear the search',
    filters: 'Filters',
    open: (prompt: string) => prompt || 'Uploaded picture',
    star: 'Star',
    unstar: 'Remove star',
    edit: 'Use as source',
    trash: 'Move to trash',
    download: 'Download',
    upload: 'Upload',
    dropHere: 'Drop pictures to upload them',
    trashed: (n: number) => `${count(n, 'picture', 'pictures')} moved to trash`,
    undo: 'Undo',
    restored: (n: number) => `${count(n, 'picture', 'pictures')} restored`,
    gotStar: (n: number) => `${count(n, 'picture', 'pictures')} starred`,
    lostStar: (n: number) => `Star removed from ${count(n, 'picture', 'pictures')}`,
    failed: 'Could not load the pictures.',
    end: 'That is everything.',
    reloadPicture: 'Load this picture again',
  },
  selection: {
    select: (prompt: string) => `Select: ${prompt || 'Uploaded picture'}`,
    selectDay: (day: string) => `Select all of ${day}`,
    selected: (n: number) => `${number.format(n)} selected`,
    none: 'Nothing selected',
    look: 'Look at it',
  },
  actions: {
    open: 'Open',
    select: 'Select',
    goThrough: 'Go through',
    compare: 'Compare',
    remix: 'Remix with all settings',
    menu: 'What to do with it',
  },
  trash: {
    restore: 'Restore',
    deleteForEver: 'Delete for ever',
    toGallery: 'Go to the gallery',
  },
  copying: {
    prompt: 'Copy prompt',
    what: 'Prompt',
    done: (what: string) => `${what} copied`,
    failed: 'The browser did not allow copying',
  },
  toasts: { label: 'Messages', dismiss: 'Dismiss' },
  errors: {
    action: 'That did not work. Nothing was changed.',
    network: 'The server did not answer. Try again.',
  },
}
