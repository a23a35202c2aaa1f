/** What the server has taken of something shared; it says so in the fragment of the page's address. */
export interface Told {
  pictures: string[]
  /** How many files were no pictures, or too large. */
  refused: number
  words: string
  /** Nothing was taken: nobody was signed in, or it was more than one request brings. */
  failed: 'signedOut' | 'tooMuch' | null
}

export function readTold(fragment: string): Told {
  const told = new URLSearchParams(fragment.replace(/^#/, ''))
  return {
    pictures: told.getAll('picture'),
    refused: Number(told.get('refused')) || 0,
    words: told.get('words') ?? '',
    failed: told.has('signedOut') ? 'signedOut' : told.has('tooMuch') ? 'tooMuch' : null,
  }
}
