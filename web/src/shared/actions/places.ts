/** Where the second key after "g" leads. */
export const PLACES = [
  { key: 'c', path: '/', page: 'create' },
  { key: 'j', path: '/jobs', page: 'jobs' },
  { key: 'g', path: '/gallery', page: 'gallery' },
  { key: 't', path: '/trash', page: 'trash' },
  { key: 'h', path: '/operations', page: 'history' },
] as const

export const SEARCH_FIELD = 'input[type=search]'

/** Rides along where a person is on the way to the search field. */
export const searchState = { focus: 'search' }
