import { count } from '@/shared/texts/plurals'

export const share = {
  taken: (n: number) => `${count(n, 'picture', 'pictures')} added to the gallery`,
  refused: (n: number) =>
    `${count(n, 'file was', 'files were')} not taken: only PNG, JPEG and WebP pictures, and none that is too large.`,
  failed: {
    signedOut: 'Nothing was taken, because you were signed out. Share it again.',
    tooMuch: 'Nothing was taken: it was too much at once. Share fewer pictures.',
  },
}
