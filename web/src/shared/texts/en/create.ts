import { formatNumber } from '@/shared/format'
import { count } from '@/shared/texts/plurals'

/** What the page for new pictures says. */
export const create = {
  settings: {
    size: 'Size',
    quality: 'Quality',
    background: 'Background',
    outputFormat: 'Format',
    n: 'Pictures',
  },
  notOffered: 'Not offered by this model:',
  fallback: (what: string, wished: string, instead: string) => `${what}: ${wished} → ${instead}`,
  cost: {
    unknown: 'Tokens: not known for this model',
    none: 'Takes no tokens',
    atMost: (tokens: number) => `Up to ${count(tokens, 'token', 'tokens')}`,
    tokensLeft: (left: number, of: number) =>
      `${formatNumber(left)} of today’s ${formatNumber(of)} tokens left`,
    jobsLeft: (left: number, of: number) =>
      `${formatNumber(left)} of today’s ${count(of, 'request', 'requests')} left`,
  },
  source: {
    name: (place: number, of: number, prompt: string) =>
      `Source ${place} of ${of}${prompt ? `: ${prompt}` : ''}`,
    count: (n: number, most: number) => `${formatNumber(n)} of at most ${formatNumber(most)}`,
    leftOut: (most: number) =>
      most === 0
        ? 'This model starts from no pictures: they are not sent.'
        : `This model starts from at most ${count(most, 'picture', 'pictures')}: the others are not sent.`,
    hint: 'drag or use the arrow keys to reorder',
    moved: (place: number, of: number) => `Moved to place ${place} of ${of}`,
    removed: 'Source removed',
  },
  masked: 'with a mask',
  heading: 'What would you like to see?',
  prompt: 'Prompt',
  placeholder: 'A lighthouse on a cliff at dusk, soft rain, oil on canvas…',
  placeholderEdit: 'What should change in these pictures?',
  model: 'Model',
  generate: 'Generate',
  generating: 'Sending…',
  shortcut: (mac: boolean): string => (mac ? '⌘ Enter' : 'Ctrl Enter'),
  sources: 'Start from',
  addSource: 'Add a picture to start from',
  addSourceShort: 'Add picture',
  removeSource: 'Remove this source',
  tooManySources: (n: number) => `At most ${count(n, 'source', 'sources')}; the rest were left out.`,
  started: 'Added to the queue',
  sourcesGone: (n: number) =>
    n === 1
      ? 'One picture it started from is gone for good.'
      : `${count(n, 'picture', 'pictures')} it started from are gone for good.`,
  modelGone: 'No image model is available on this server.',
  demo: {
    title: 'Demo provider.',
    body: 'Pictures are drawn by this server itself: free, and no prompt leaves it. For real ones, set',
    key: 'OPENAI_API_KEY',
    end: 'where the server runs and start it again.',
  },
  sizes: { square: 'Square', landscape: 'Landscape', portrait: 'Portrait', auto: 'Automatic' },
  options: {
    AUTO: 'Auto',
    LOW: 'Low',
    MEDIUM: 'Medium',
    HIGH: 'High',
    TRANSPARENT: 'Transparent',
    OPAQUE: 'Opaque',
  },
}
