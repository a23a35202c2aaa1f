import { formatNumber } from '@/shared/format'
import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

const pictures = (n: number) => count(n, 'Bild', 'Bilder')
const pictureOf = (n: number) => count(n, 'Bild', 'Bildern')

export const jobs: Catalogue['jobs'] = {
  recent: {
    heading: 'Letzte Aufträge',
    all: 'Alle Aufträge',
    empty: 'Was in Auftrag gegeben wird, erscheint hier schon beim Zeichnen und bleibt in der Galerie.',
    failed: 'Die letzten Aufträge konnten nicht geladen werden.',
  },
  summary: (headline, prompt, came) => `${headline}: ${prompt}. ${came}.`,
  headline: {
    QUEUED: 'In der Warteschlange',
    RUNNING: 'Wird gezeichnet',
    SUCCEEDED: 'Fertig',
    PARTIAL: 'Teilweise fertig',
    FAILED: 'Fehlgeschlagen',
    CANCELLED: 'Abgebrochen',
    REFUSED: 'Abgelehnt',
    UNKNOWN: 'Ausgang ungewiss',
    AGAIN: 'Gleich neuer Versuch',
  },
  place: (n) => `Platz ${formatNumber(n)} in der Warteschlange`,
  percent: (n) => `${Math.round(n * 100)} %`,
  came: (n, of) => `${n} von ${pictureOf(of)}`,
  asked: pictures,
  qualities: {
    AUTO: 'automatische Qualität',
    LOW: 'niedrige Qualität',
    MEDIUM: 'mittlere Qualität',
    HIGH: 'hohe Qualität',
  },
  automatic: 'automatische Größe',
  showAll: 'Alles zeigen',
  showLess: 'Weniger zeigen',
  progress: 'Fortschritt',
  elapsed: 'Zeichnet seit',
  slot: (n, of) => `Bild ${n} von ${of}`,
  trashed: (name) => `${name}, im Papierkorb`,
  places: (numbers) => `${numbers.length === 1 ? 'Bild' : 'Bilder'} ${numbers.join(', ')}`,
  tile: {
    WAITING: 'Wartet',
    RUNNING: 'Wird gezeichnet',
    CANCELLED: 'Abgebrochen',
    DELETED: 'Endgültig gelöscht',
  },
  actions: {
    cancel: 'Abbrechen',
    cancelled: 'Abgebrochen. Ein schon bezahltes Bild kommt trotzdem noch an.',
    retry: (n) => `${pictures(n)} erneut versuchen`,
    edit: 'Ändern und erneut versuchen',
    reuse: 'Wiederverwenden',
    goThrough: 'Durchsehen',
    older: 'Ältere Aufträge zeigen',
  },
  all: {
    filter: 'Anzeigen',
    states: {
      all: 'Alle',
      pending: 'In Arbeit',
      done: 'Fertig',
      failed: 'Fehlgeschlagen',
      refused: 'Abgelehnt',
      cancelled: 'Abgebrochen',
    },
    empty: {
      all: {
        title: 'Noch keine Aufträge',
        body: 'Was auf der Seite „Erstellen“ in Auftrag gegeben wird, steht hier.',
      },
      pending: { title: 'Nichts in Arbeit', body: 'Was wartet oder gezeichnet wird, steht hier.' },
      done: { title: 'Noch nichts fertig', body: 'Was Bilder gebracht hat, steht hier.' },
      failed: {
        title: 'Nichts fehlgeschlagen',
        body: 'Was fehlgeschlagen ist, bleibt hier für einen neuen Versuch.',
      },
      refused: {
        title: 'Nichts abgelehnt',
        body: 'Was ein Anbieter abgelehnt hat, bleibt hier und lässt sich ändern.',
      },
      cancelled: {
        title: 'Nichts abgebrochen',
        body: 'Was abgebrochen wurde, bleibt hier und lässt sich wieder in Auftrag geben.',
      },
    },
  },
  stillComing:
    'Der Abbruch kam, während der Anbieter schon zeichnete: Ein bereits bezahltes Bild kommt noch hier an.',
  confirm: {
    title: 'Noch einmal anfragen?',
    body: 'Vielleicht hat der Anbieter das schon gezeichnet und berechnet, und seine Antwort kommt noch. Eine neue Anfrage kann ein zweites Mal kosten.',
    yes: (n) => `${pictures(n)} noch einmal anfragen`,
    no: 'Jetzt nicht',
  },
  reasons: {
    MODERATION: {
      short: 'Abgelehnt',
      title: 'Von den Sicherheitsregeln des Anbieters abgelehnt',
      advice: 'Den Prompt ändern, dann erneut versuchen.',
    },
    RATE_LIMITED: {
      short: 'Überlastet',
      title: 'Der Anbieter wurde zu oft gefragt',
      advice: 'Nichts wurde gezeichnet. Eine Minute warten, dann erneut versuchen.',
    },
    PROVIDER_UNAVAILABLE: {
      short: 'Nicht erreichbar',
      title: 'Der Anbieter konnte den Auftrag nicht annehmen',
      advice: 'Nichts wurde gezeichnet. Später erneut versuchen.',
    },
    PROVIDER_REJECTED: {
      short: 'Abgelehnt',
      title: 'Der Anbieter hat die Anfrage abgelehnt',
      advice: 'Das Genannte hier oder in den Einstellungen des Servers ändern, dann erneut versuchen.',
    },
    OUTCOME_UNKNOWN: {
      short: 'Ungewiss',
      title: 'Vielleicht bezahlt, aber ohne Antwort',
      advice:
        'Von selbst wird das nie wieder angefragt. Ein neuer Versuch geschieht wissentlich und kostet vielleicht ein zweites Mal.',
    },
    BAD_OUTPUT: {
      short: 'Kein Bild',
      title: 'Es kam kein brauchbares Bild',
      advice:
        'Was sich nicht lesen lässt, bleibt auf dem Server in Quarantäne. Ein neuer Versuch fragt noch einmal an.',
    },
    INTERNAL: {
      short: 'Fehlgeschlagen',
      title: 'Dieser Server konnte es nicht ausführen',
      advice: 'Erneut versuchen. Schlägt es wieder fehl, sagt das Protokoll des Servers mehr unter',
    },
  },
  details: {
    label: 'Einzelheiten',
    attempt: (n) => `Versuch ${n}`,
    none: 'Der Anbieter ist noch nicht gefragt worden.',
    outcome: {
      PENDING: 'gesendet, noch keine Antwort',
      ANSWERED: 'beantwortet',
      REFUSED: 'abgelehnt',
      RETRYABLE: 'nicht angenommen, neu angefragt',
      UNKNOWN: 'ungewiss, vielleicht bezahlt',
    },
    tokens: (n) => count(n, 'Token', 'Tokens'),
    total: 'Tokens',
    request: 'Anfrage',
    job: 'Auftrag',
    asked: 'Angefragt',
    ended: 'Beendet',
  },
}
