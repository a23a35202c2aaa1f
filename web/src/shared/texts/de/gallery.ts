import type { Catalogue } from '@/shared/texts/catalogue'

export const gallery: Catalogue['gallery'] = {
  scrubber: 'Sichtbarer Monat',
  empty: {
    title: 'Noch nichts hier',
    body: 'Ein erstes Bild in Auftrag geben, oder Bilder irgendwo in diesem Fenster ablegen.',
    action: 'Bild erstellen',
  },
  emptyStarred: {
    title: 'Keine Bilder mit Stern',
    body: 'Auf ein Bild zeigen und seinen Stern anklicken, um es hier wiederzufinden.',
    action: 'Alle Bilder zeigen',
  },
}
