import { formatNumber } from '@/shared/format'
import { count } from '@/shared/texts/plurals'

const pictures = (n: number) => count(n, 'picture', 'pictures')

/** What the viewer says. */
export const viewer = {
  label: 'Picture',
  close: 'Close',
  previous: 'Previous picture',
  next: 'Next picture',
  more: 'More',
  info: 'Information',
  closeInfo: 'Close the information',
  missing: 'This picture is not here any more.',
  copyImageLabel: 'Copy picture',
  goThrough: 'Go through all of it',
  compare: 'Compare with its source',
  fullScreen: 'Full screen',
  noFullScreen: 'The browser did not allow full screen.',
  copyImage: {
    done: 'Picture copied',
    insecure: 'This browser copies pictures on https pages only: download it instead.',
    refused: 'The browser did not allow copying: download it instead.',
    failed: 'The picture could not be copied: download it instead.',
  },
  elsewhere: {
    trashed: 'This picture is in the trash.',
    restored: 'This picture is back in the gallery.',
    deleted: 'This picture was deleted for ever.',
    restore: 'Restore',
    goOn: 'Next picture',
    close: 'Close',
  },
  facts: {
    prompt: 'Prompt',
    noPrompt: 'Uploaded, no prompt',
    revised: 'What the model drew',
    model: 'Model',
    dimensions: 'Dimensions',
    file: 'File',
    tokens: 'Tokens',
    origin: 'Origin',
    generated: 'Generated here',
    uploaded: 'Uploaded',
    created: 'Created',
    trashed: 'Moved to trash',
    purge: 'Deleted for ever',
    after: (day: string) => `After ${day}`,
    checksum: 'SHA-256',
    job: 'Asked for',
    oneOf: (n: number) => (n === 1 ? 'One picture' : `${pictures(n)} at once`),
    attempts: (n: number) => count(n, 'request to the provider', 'requests to the provider'),
    request: 'Request id at the provider',
    copy: (name: string) => `Copy: ${name}`,
  },
  lineage: {
    sources: 'Made from',
    derived: (n: number) => `${count(n, 'edit', 'edits')} of this`,
    siblings: 'Asked for together',
    gone: 'Deleted source',
    more: (n: number) => `and ${formatNumber(n)} more`,
  },
}
