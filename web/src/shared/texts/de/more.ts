import { formatNumber } from '@/shared/format'
import type { Catalogue } from '@/shared/texts/catalogue'
import { count } from '@/shared/texts/plurals'

const pictures = (n: number) => count(n, 'Bild', 'Bilder')
const sources = (n: number) => count(n, 'Vorlage', 'Vorlagen')

export const more: Catalogue['more'] = {
  preferences: {
    shortcuts: 'Tastenkürzel',
    language: 'Sprache',
    theme: 'Farben',
    themes: { system: 'Wie im System', light: 'Hell', dark: 'Dunkel' },
  },
  closeMenu: 'Menü schließen',
  dismiss: 'Ausblenden',
  menu: 'Was damit geschehen soll',
  copying: {
    what: 'Prompt',
    done: (what) => `${what} kopiert`,
    failed: 'Der Browser hat das Kopieren nicht erlaubt',
  },
  notFound: {
    title: 'Nicht gefunden',
    body: 'Diese Seite gibt es nicht.',
    hint: 'Die Adresse ist vielleicht vertippt oder stammt aus einer älteren Version.',
  },
  toGallery: 'Zur Galerie',
  offline: 'Verbindung unterbrochen. Neuer Versuch …',
  signedOut: {
    title: 'Abgemeldet',
    before: 'Auf dem Server ',
    command: 'gallery link',
    between: ' (oder ',
    devCommand: './dev link',
    after: ') ausführen und den ausgegebenen Link öffnen.',
    shared: 'Das Geteilte wurde nicht angenommen. Bitte anmelden und noch einmal teilen.',
    retry: 'Link ist geöffnet',
  },
  uploads: {
    dropHint: 'PNG, JPEG oder WebP',
    notPicture: 'Nur Bilder als PNG, JPEG oder WebP lassen sich hochladen.',
    tooLarge: (size, limit) => `Die Datei hat ${size}, erlaubt sind höchstens ${limit}.`,
    cut: 'Die Verbindung ist abgerissen. Ein neuer Versuch legt das Bild nicht doppelt ab.',
  },
  selection: {
    bar: 'Ausgewählte Bilder',
    clear: 'Auswahl aufheben',
    all: 'Alle auswählen',
    star: 'Stern setzen',
    unstar: 'Stern entfernen',
    downloading: (n, size) => `${pictures(n)} werden heruntergeladen, ${size}`,
    tooManyLeftOut: (most) => `Von einer ganzen Auswahl lassen sich höchstens ${pictures(most)} ausnehmen.`,
    late: 'Dieses Bild kam nach der Auswahl hinzu. Strg+A nimmt es mit auf.',
  },
  operations: {
    done: {
      STAR: (n) => `${pictures(n)} mit Stern versehen`,
      UNSTAR: (n) => `Stern von ${count(n, 'Bild', 'Bildern')} entfernt`,
      TRASH: (n) => `${pictures(n)} in den Papierkorb gelegt`,
      RESTORE: (n) => `${pictures(n)} wiederhergestellt`,
      DELETE: (n) => `${pictures(n)} endgültig gelöscht`,
    },
    doing: {
      STAR: 'Sterne werden gesetzt',
      UNSTAR: 'Sterne werden entfernt',
      TRASH: 'Bilder werden in den Papierkorb gelegt',
      RESTORE: 'Bilder werden wiederhergestellt',
      DELETE: 'Bilder werden endgültig gelöscht',
    },
    skipped: {
      NOT_FOUND: (n) => `${formatNumber(n)} nicht mehr vorhanden`,
      ALREADY_SO: (n) => `${formatNumber(n)} schon so`,
      NOT_IN_TRASH: (n) => `${formatNumber(n)} nicht im Papierkorb`,
      IN_TRASH: (n) => `${formatNumber(n)} im Papierkorb`,
      BEING_PURGED: (n) => `${formatNumber(n)} bereits beim endgültigen Löschen`,
      CHANGED_SINCE: (n) => `${formatNumber(n)} seither geändert`,
    },
    left: (reasons) => (reasons.length > 0 ? `Unverändert geblieben: ${reasons.join(', ')}.` : ''),
    running: (what, changed) => `${what} …${changed > 0 ? ` ${formatNumber(changed)}` : ''}`,
    runningOf: (what, changed, of) => `${what} … ${formatNumber(changed)} von ${formatNumber(of)}`,
    halfWay: (what) => `Auf halbem Weg abgebrochen: ${what}.`,
    undoing: 'Wird rückgängig gemacht …',
    undone: (n) => `Für ${pictures(n)} rückgängig gemacht.`,
    changedSince: (n) =>
      n === 1
        ? ' 1 Bild wurde seither geändert und bleibt, wie es ist.'
        : ` ${pictures(n)} wurden seither geändert und bleiben, wie sie sind.`,
    gone: (n) => ` ${pictures(n)} ${n === 1 ? 'ist' : 'sind'} nicht mehr vorhanden.`,
    nothingChanged: 'Nichts wurde geändert.',
  },
  deletion: {
    title: (n) => `${pictures(n)} endgültig löschen?`,
    emptyTitle: (n) => `Papierkorb mit ${count(n, 'Bild', 'Bildern')} leeren?`,
    body: (size) => `Das gibt ${size} frei und lässt sich nicht rückgängig machen.`,
    sources: (n) =>
      n === 1
        ? 'Aus einem davon sind andere Bilder entstanden; diese bleiben, ohne ihre Vorlage.'
        : `Aus ${formatNumber(n)} davon sind andere Bilder entstanden; diese bleiben, ohne ihre Vorlagen.`,
    confirm: (n) => `${pictures(n)} löschen`,
    cancel: 'Behalten',
    nothing: 'Es ist nichts mehr zu löschen.',
  },
  history: {
    note: 'Was mit den Bildern geschehen ist. Das meiste lässt sich sieben Tage lang rückgängig machen.',
    list: 'Frühere Vorgänge',
    status: {
      RUNNING: 'Läuft',
      DONE: 'Erledigt',
      UNDONE: 'Rückgängig gemacht',
      FAILED: 'Auf halbem Weg abgebrochen',
    },
    undo: 'Rückgängig',
    undoLabel: (what) => `Rückgängig machen: ${what}`,
    until: (day) => `bis ${day}`,
    more: 'Ältere zeigen',
    failed: 'Der Verlauf konnte nicht geladen werden.',
    empty: {
      title: 'Noch nichts geschehen',
      body: 'Sterne, Gelöschtes und Wiederhergestelltes stehen hier, damit es sich zurücknehmen lässt.',
    },
  },
  keys: {
    Mod: 'Strg',
    Shift: 'Umschalt',
    Alt: 'Alt',
    Enter: 'Eingabe',
    Space: 'Leertaste',
    Delete: 'Entf',
    Backspace: 'Rücktaste',
    Escape: 'Esc',
    Arrow: 'Pfeil',
    Home: 'Pos1',
  },
  zoom: {
    percent: (percent) => `${formatNumber(percent)} %`,
    label: (percent) => `Auf ${formatNumber(percent)} % vergrößert: das ganze Bild zeigen`,
    fit: 'Das ganze Bild zeigen',
  },
  params: {
    size: 'Gewünschte Größe',
    quality: 'Qualität',
    background: 'Hintergrund',
    format: 'Gewünschtes Format',
    values: {
      auto: 'automatisch',
      low: 'niedrig',
      medium: 'mittel',
      high: 'hoch',
      transparent: 'transparent',
      opaque: 'deckend',
    },
  },
  remix: {
    done: 'Prompt, Einstellungen und Vorlagen übernommen',
    left: (what) => `Übernommen, außer: ${what.join(', ')}.`,
    gone: 'Dieses Bild ist nicht mehr da.',
    model: (name) => `das Modell ${name}, das nicht mehr angeboten wird`,
    purged: (n) => `${sources(n)}, die endgültig gelöscht ${n === 1 ? 'ist' : 'sind'}`,
    tooMany: (n) => `${sources(n)} mehr, als das Modell annimmt`,
    settings: {
      size: 'die Größe',
      quality: 'die Qualität',
      background: 'der Hintergrund',
      outputFormat: 'das Format',
      n: 'die Anzahl der Bilder',
    },
  },
}
