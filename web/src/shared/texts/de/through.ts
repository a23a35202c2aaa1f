import { formatNumber } from '@/shared/format'
import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

export const through: Catalogue['through'] = {
  title: 'Bilder durchsehen',
  close: 'Schließen',
  noJob: 'Diesen Auftrag gibt es nicht mehr.',
  nothing: {
    title: 'Nichts durchzusehen',
    body: 'Diese Bilder liegen im Papierkorb oder sind nicht mehr da.',
  },
  gone: 'Dieses Bild wurde endgültig gelöscht.',
  place: (n, of) => `${formatNumber(n)} von ${formatNumber(of)}`,
  placeLabel: (n, of) => `Bild ${formatNumber(n)} von ${formatNumber(of)}`,
  previous: 'Voriges Bild',
  next: 'Nächstes Bild',
  star: 'Stern',
  trash: 'Wegwerfen',
  skip: 'Weiter',
  swipe: (trash, star, goOn) => `Wischen: ${trash} Papierkorb, ${star} Stern, ${goOn} weiter`,
  undo: 'Rückgängig',
  keepAlone: 'Nur dieses behalten',
  strip: 'Bilder und was entschieden wurde',
  verdicts: { star: 'mit Stern', trash: 'im Papierkorb', keep: 'behalten' },
  tally: { kept: 'behalten', starred: 'mit Stern', trashed: 'weggeworfen' },
  summary: 'Alles durchgesehen',
  summaryBody: (n) =>
    `Alles, was zu ${count(n, 'Bild', 'Bildern')} entschieden wurde, ist schon geschehen. Es lässt sich auf einmal zurücknehmen.`,
  undoAll: 'Alles rückgängig machen',
  again: 'Noch einmal durchsehen',
  done: 'Fertig',
  told: ({ starred, trashed }) =>
    `${count(starred, 'Bild', 'Bilder')} mit Stern versehen, ${formatNumber(trashed)} in den Papierkorb gelegt`,
  allUndone: 'Alles hier Entschiedene wurde zurückgenommen.',
}
