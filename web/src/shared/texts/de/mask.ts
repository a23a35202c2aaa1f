import { formatNumber } from '@/shared/format'
import type { Catalogue } from '@/shared/texts/catalogue'

export const mask: Catalogue['mask'] = {
  control: { draw: 'Maske zeichnen', change: 'Maske ändern', remove: 'Maske entfernen' },
  title: 'Maske',
  name: (prompt) => `Maske${prompt ? `: ${prompt}` : ''}`,
  stage: 'Zeichenfläche. Die Pfeiltasten bewegen den Pinsel, die Leertaste malt.',
  brushAt: (x, y) => `${formatNumber(x)} % von links, ${formatNumber(y)} % von oben`,
  tool: 'Werkzeug',
  tools: { PAINT: 'Pinsel', ERASE: 'Radierer', MOVE: 'Verschieben' },
  size: 'Pinselgröße',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  closer: 'Näher',
  farther: 'Weiter weg',
  whole: 'Ganzes Bild',
  invert: 'Markiertes und Unmarkiertes vertauschen',
  clear: 'Leeren',
  cancel: 'Abbrechen',
  save: 'Verwenden',
  saving: 'Wird gespeichert …',
  blank: 'Noch ist nichts markiert.',
  gone: 'Die Maske wurde mit dem Papierkorb gelöscht. Bitte neu zeichnen.',
}
