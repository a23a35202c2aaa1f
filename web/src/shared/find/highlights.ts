import { textOfUnit, type Unit, unitsOf } from './units'

/** From here to there, the end not included. */
export type Range = readonly [start: number, end: number]

/** Units that have to stand one after the other; the last one of a bare word may go on. */
interface Term {
  units: readonly Unit[]
  isPrefix: boolean
}

/** Where a text holds what a search asks for, by the rules of the server; nothing unless it holds all of it. */
export function highlights(text: string, search: string): Range[] {
  const units = unitsOf(text)
  const found = termsOf(search).map((term) => placesOf(term, units))
  return found.every((places) => places.length > 0) ? joined(found.flat()) : []
}

function termsOf(search: string): Term[] {
  return search.split(/["“”]/).flatMap((part, i) => (i % 2 ? phrase(part) : bare(part)))
}

function phrase(text: string): Term[] {
  const units = unitsOf(text)
  return units.length > 0 ? [{ units, isPrefix: false }] : []
}

/** Every word by itself; a run without spaces as a whole. */
function bare(text: string): Term[] {
  const units = unitsOf(text)
  return units.flatMap((unit, i): Term[] => {
    if (unit.kind !== 'unspaced') return [{ units: [unit], isPrefix: unit.kind === 'word' }]
    const isFirst = units[i - 1]?.run !== unit.run
    return isFirst ? [{ units: units.filter(({ run }) => run === unit.run), isPrefix: false }] : []
  })
}

function placesOf(term: Term, units: readonly Unit[]): Range[] {
  return units.flatMap((_, from) => {
    const end = endOf(term, units, from)
    return end === null ? [] : [[units[from]?.letters[0]?.start ?? 0, end] as const]
  })
}

/** Where a match that begins with this unit ends; null where there is none. */
function endOf(term: Term, units: readonly Unit[], from: number): number | null {
  let end = null
  for (const [i, wanted] of term.units.entries()) {
    const unit = units[from + i]
    const before = term.units[i - 1]
    if (!unit || !isLike(unit, wanted, term.isPrefix)) return null
    // Characters of one run were asked for as pairs, and pairs do not reach over a gap.
    const isPair = wanted.kind === 'unspaced' && before?.run === wanted.run
    if (isPair && units[from + i - 1]?.run !== unit.run) return null
    end = unit.letters[wanted.letters.length - 1]?.end ?? null
  }
  return end
}

function isLike(unit: Unit, wanted: Unit, isPrefix: boolean): boolean {
  const [text, part] = [textOfUnit(unit), textOfUnit(wanted)]
  return unit.kind === wanted.kind && (isPrefix ? text.startsWith(part) : text === part)
}

/** In order, those that touch as one. */
function joined(ranges: Range[]): Range[] {
  const result: [number, number][] = []
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
