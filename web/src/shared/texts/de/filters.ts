import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

export const filters: Catalogue['filters'] = {
  title: 'Filter',
  active: 'Aktive Filter',
  starred: 'Mit Stern',
  model: 'Modell',
  origin: 'Herkunft',
  origins: { any: 'Beliebig', GENERATED: 'Erzeugt', UPLOADED: 'Hochgeladen' },
  created: 'Entstanden',
  from: 'Von',
  to: 'Bis',
  presets: { week: 'Letzte 7 Tage', month: 'Dieser Monat', lastMonth: 'Letzter Monat', year: 'Dieses Jahr' },
  since: (period) => `Ab ${period}`,
  until: (period) => `Bis ${period}`,
  quoted: (search) => `„${search}“`,
  remove: (what) => `Filter entfernen: ${what}`,
  clear: 'Zurücksetzen',
  done: 'Fertig',
  found: (n) => `${count(n, 'Bild', 'Bilder')} gefunden`,
  nothing: {
    title: 'Nichts gefunden',
    body: 'Kein Bild erfüllt all das. Was davon entbehrlich ist, lässt sich aufheben:',
  },
}
