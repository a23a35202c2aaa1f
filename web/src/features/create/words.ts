import { count } from '@/shared/texts'

/** What the page for new pictures says. */
export const words = {
  heading: 'What would you like to see?',
  prompt: 'Prompt',
  placeholder: 'A lighthouse on a cliff at dusk, soft rain, oil on canvas…',
  placeholderEdit: 'What should change in these pictures?',
  model: 'Model',
  size: 'Size',
  quality: 'Quality',
  background: 'Background',
  format: 'Format',
  number: 'Pictures',
  generate: 'Generate',
  generating: 'Sending…',
  shortcut: (mac: boolean) => (mac ? '⌘ Enter' : 'Ctrl Enter'),
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
  option: (name: string) => name.charAt(0) + name.slice(1).toLowerCase(),
}
