import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

const days = (n: number) => count(n, 'Tag', 'Tage')

export const trash: Catalogue['trash'] = {
  note: (n) => `Bilder bleiben hier ${days(n)}, dann werden sie endgültig gelöscht.`,
  holds: (n, size) => `${count(n, 'Bild', 'Bilder')}, ${size}`,
  soon: (n) => (n <= 0 ? 'Das nächste geht heute Nacht' : `Das nächste geht in ${count(n, 'Tag', 'Tagen')}`),
  emptyAll: 'Papierkorb leeren',
  expiring: 'Bald gelöscht',
  order: 'Reihenfolge',
  orders: {
    'deleted-desc': 'Zuletzt weggeworfen',
    'deleted-asc': 'Als Nächstes gelöscht',
    'created-desc': 'Neueste Bilder',
    'created-asc': 'Älteste Bilder',
  },
  daysLeft: (n) => (n <= 0 ? 'Geht heute Nacht' : `Noch ${days(n)}`),
  daysShort: (n) => `${Math.max(0, n)} T.`,
  emptySoon: {
    title: 'Nichts geht in nächster Zeit',
    body: 'Kein Bild im Papierkorb hat weniger als fünf Tage vor sich.',
    action: 'Den ganzen Papierkorb zeigen',
  },
  empty: {
    title: 'Der Papierkorb ist leer',
    body: 'Weggeworfene Bilder warten hier, bis sie endgültig gelöscht werden.',
  },
}
