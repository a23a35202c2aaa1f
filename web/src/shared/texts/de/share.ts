import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

export const share: Catalogue['share'] = {
  taken: (n) => `${count(n, 'Bild', 'Bilder')} in die Galerie aufgenommen`,
  refused: (n) =>
    `${count(n, 'Datei', 'Dateien')} nicht angenommen: nur Bilder als PNG, JPEG und WebP, und keine zu großen.`,
  failed: {
    signedOut: 'Nichts angenommen, denn die Anmeldung war abgelaufen. Bitte noch einmal teilen.',
    tooMuch: 'Nichts angenommen: Es war zu viel auf einmal. Bitte weniger Bilder teilen.',
  },
}
