/** What the gallery says besides. */
export const gallery = {
  scrubber: 'Month in view',
  empty: {
    title: 'Nothing here yet',
    body: 'Ask for your first picture, or drop pictures anywhere in this window.',
    action: 'Create a picture',
  },
  emptyStarred: {
    title: 'No starred pictures',
    body: 'Point at a picture and press its star to find it here again.',
    action: 'Show all pictures',
  },
}
