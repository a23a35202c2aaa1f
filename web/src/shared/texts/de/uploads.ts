import { formatNumber } from '@/shared/format'
import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

export const uploads: Catalogue['uploads'] = {
  label: 'Uploads',
  running: (ended, all) => `${formatNumber(ended)} von ${formatNumber(all)} hochgeladen …`,
  done: (n) => `${count(n, 'Bild', 'Bilder')} hochgeladen`,
  failed: (n) => `${formatNumber(n)} fehlgeschlagen`,
  cancelled: (n) => `${formatNumber(n)} abgebrochen`,
  state: {
    WAITING: 'Wartet',
    SENDING: 'Wird gesendet',
    CUT: 'Verbindung unterbrochen: geht von selbst weiter',
    DONE: 'Hochgeladen',
    FAILED: 'Fehlgeschlagen',
    CANCELLED: 'Abgebrochen',
  },
  percent: (share) => `${Math.floor(share * 100)} %`,
  storing: 'Wird abgelegt …',
  cancel: (name) => `${name} abbrechen`,
  cancelAll: 'Alle abbrechen',
  retryAll: 'Alle erneut versuchen',
  retry: (name) => `${name} erneut versuchen`,
  close: 'Liste der Uploads schließen',
  fold: 'Dateien',
}
