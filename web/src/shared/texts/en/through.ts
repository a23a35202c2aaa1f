import { formatNumber } from '@/shared/format'
import { count } from '@/shared/texts/plurals'

const pictures = (n: number) => count(n, 'picture', 'pictures')

/** What is said while one goes through pictures. */
export const through = {
  title: 'Go through pictures',
  close: 'Close',
  noJob: 'There is no such work any more.',
  nothing: { title: 'Nothing to go through', body: 'These pictures are in the trash, or not here any more.' },
  gone: 'This picture was deleted for ever.',
  place: (n: number, of: number) => `${formatNumber(n)} of ${formatNumber(of)}`,
  placeLabel: (n: number, of: number) => `Picture ${formatNumber(n)} of ${formatNumber(of)}`,
  previous: 'Previous picture',
  next: 'Next picture',
  star: 'Star',
  trash: 'Trash',
  skip: 'Skip',
  swipe: (trash: string, star: string, goOn: string) => `Swipe: ${trash} trash, ${star} star, ${goOn} go on`,
  undo: 'Undo',
  keepAlone: 'Keep this, trash the rest',
  strip: 'Pictures and what was decided',
  verdicts: { star: 'starred', trash: 'in the trash', keep: 'kept' },
  tally: { kept: 'kept', starred: 'starred', trashed: 'trashed' },
  summary: 'All gone through',
  summaryBody: (n: number) =>
    `Everything decided of ${pictures(n)} is done already. It can be taken back in one go.`,
  undoAll: 'Undo all of it',
  again: 'Go through them again',
  done: 'Done',
  told: ({ starred, trashed }: { starred: number; trashed: number }) =>
    `${pictures(starred)} starred, ${formatNumber(trashed)} moved to trash`,
  allUndone: 'Everything decided here was taken back.',
}
