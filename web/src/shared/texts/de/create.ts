import { formatNumber } from '@/shared/format'
import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

export const create: Catalogue['create'] = {
  settings: {
    size: 'Größe',
    quality: 'Qualität',
    background: 'Hintergrund',
    outputFormat: 'Format',
    n: 'Bilder',
  },
  notOffered: 'Von diesem Modell nicht angeboten:',
  fallback: (what, wished, instead) => `${what}: ${wished} → ${instead}`,
  cost: {
    unknown: 'Tokens: für dieses Modell nicht bekannt',
    none: 'Kostet keine Tokens',
    atMost: (tokens) => `Bis zu ${count(tokens, 'Token', 'Tokens')}`,
    tokensLeft: (left, of) => `Heute noch ${formatNumber(left)} von ${count(of, 'Token', 'Tokens')} übrig`,
    jobsLeft: (left, of) => `Heute noch ${formatNumber(left)} von ${count(of, 'Auftrag', 'Aufträgen')} übrig`,
  },
  source: {
    name: (place, of, prompt) => `Vorlage ${place} von ${of}${prompt ? `: ${prompt}` : ''}`,
    count: (n, most) => `${formatNumber(n)} von höchstens ${formatNumber(most)}`,
    leftOut: (most) =>
      most === 0
        ? 'Dieses Modell nimmt keine Vorlagen an: Sie werden nicht gesendet.'
        : `Dieses Modell nimmt höchstens ${count(most, 'Vorlage', 'Vorlagen')} an: Die übrigen werden nicht gesendet.`,
    hint: 'zum Ordnen ziehen oder die Pfeiltasten drücken',
    moved: (place, of) => `An Platz ${place} von ${of} verschoben`,
    removed: 'Vorlage entfernt',
  },
  masked: 'mit Maske',
  heading: 'Was soll zu sehen sein?',
  prompt: 'Prompt',
  placeholder: 'Ein Leuchtturm auf einer Klippe in der Dämmerung, leichter Regen, Öl auf Leinwand …',
  placeholderEdit: 'Was soll sich an diesen Bildern ändern?',
  model: 'Modell',
  generate: 'Erzeugen',
  generating: 'Wird gesendet …',
  shortcut: (mac) => (mac ? '⌘ Eingabe' : 'Strg Eingabe'),
  sources: 'Vorlagen',
  addSource: 'Ein Bild als Vorlage hinzufügen',
  addSourceShort: 'Bild hinzufügen',
  removeSource: 'Diese Vorlage entfernen',
  tooManySources: (n) => `Höchstens ${count(n, 'Vorlage', 'Vorlagen')}; die übrigen wurden weggelassen.`,
  started: 'In die Warteschlange gestellt',
  sourcesGone: (n) =>
    n === 1
      ? 'Eine der Vorlagen ist endgültig gelöscht.'
      : `${count(n, 'Vorlage ist', 'Vorlagen sind')} endgültig gelöscht.`,
  modelGone: 'Auf diesem Server gibt es kein Bildmodell.',
  demo: {
    title: 'Demo-Anbieter.',
    body: 'Die Bilder zeichnet dieser Server selbst: kostenlos, und kein Prompt verlässt ihn. Für echte Bilder',
    key: 'OPENAI_API_KEY',
    end: 'auf dem Server setzen und ihn neu starten.',
  },
  sizes: { square: 'Quadrat', landscape: 'Querformat', portrait: 'Hochformat', auto: 'Auto' },
  options: {
    AUTO: 'Auto',
    LOW: 'Niedrig',
    MEDIUM: 'Mittel',
    HIGH: 'Hoch',
    TRANSPARENT: 'Transparent',
    OPAQUE: 'Deckend',
  },
}
