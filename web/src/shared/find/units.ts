/** A token of a text and where it stands, as the server cuts texts into tokens (`db/search.py`). */
export interface Unit {
  /** Normalised, one entry for each of its characters. */
  letters: readonly Letter[]
  kind: Kind
  /** Neighbouring characters of one kind are a run. */
  run: number
}

interface Letter {
  char: string
  /** The place in the text of what it was made from. */
  start: number
  end: number
}

type Kind = 'word' | 'unspaced' | 'symbol'

const LONGEST = 64
/** What is normalised together: a letter with its marks, or the parts of one Korean syllable. */
const CLUSTERS = /[\u1100-\u115f][\u1160-\u11ff]*|\P{M}\p{M}*|\p{M}+/gsu
const LATIN_ACCENTS = /[\u0300-\u036f]/g
const VARIATION = /[\ufe00-\ufe0f]/
/** Thai, Lao, Myanmar, Khmer, Hiragana, Katakana, Han. */
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u

/** Words as one unit each, scripts without spaces and symbols by the character. */
export function unitsOf(text: string): Unit[] {
  const units: { letters: Letter[]; kind: Kind; run: number }[] = []
  let run = 0
  let before: Kind | null = null
  for (const letter of lettersOf(text)) {
    const kind = kindOf(letter.char)
    if (kind !== before) run += 1
    const last = units.at(-1)
    if (kind === 'word' && before === 'word' && last) last.letters.push(letter)
    else if (kind) units.push({ letters: [letter], kind, run })
    before = kind
  }
  return units.map((unit) => ({ ...unit, letters: unit.letters.slice(0, LONGEST) }))
}

export function textOfUnit({ letters }: Unit): string {
  return letters.map(({ char }) => char).join('')
}

function lettersOf(text: string): Letter[] {
  return [...text.matchAll(CLUSTERS)].flatMap(({ 0: cluster, index }) =>
    [...normalised(cluster)].map((char) => ({ char, start: index, end: index + cluster.length })),
  )
}

/** Upper and lower case again is as good as folding the case, which JavaScript cannot. */
function normalised(cluster: string): string {
  const folded = cluster.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD')
  return folded.replace(LATIN_ACCENTS, '').normalize('NFKC')
}

function kindOf(char: string): Kind | null {
  if (UNSPACED.test(char)) return /[\p{L}\p{M}\p{N}]/u.test(char) ? 'unspaced' : null
  if (/[\p{L}\p{N}\p{Mn}\p{Mc}]/u.test(char)) return VARIATION.test(char) ? null : 'word'
  return /\p{So}/u.test(char) ? 'symbol' : null
}
