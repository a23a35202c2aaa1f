export interface Part {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Above so many comparisons two texts are told to differ wholly: a person would not read what is left of them. */
const MOST_CELLS = 4_000_000

/** What became of one text in another, word by word: the parts that are not added are the one, those that are not removed
 * the other. By the longest common subsequence. */
export function wordDiff(one: string, other: string): Part[] {
  const a = wordsOf(one)
  const b = wordsOf(other)
  const start = commonStart(a, b)
  const end = commonStart(a.slice(start).reverse(), b.slice(start).reverse())
  return merged([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ])
}

/** Words as each language has them, also where nothing stands between them. */
function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length)
  let count = 0
  while (count < most && a[count] === b[count]) count += 1
  return count
}

function between(a: readonly string[], b: readonly string[]): Part[] {
  if (a.length * b.length > MOST_CELLS) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  const lengths = commonLengths(a, b)
  const parts: Part[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [word, next] = [a[i], b[j]]
    if (word !== undefined && word === next) {
      parts.push({ kind: 'same', text: word })
      i += 1
      j += 1
    } else if (word !== undefined && (next === undefined || lengths(i + 1, j) >= lengths(i, j + 1))) {
      parts.push({ kind: 'removed', text: word })
      i += 1
    } else {
      parts.push({ kind: 'added', text: next ?? '' })
      j += 1
    }
  }
  return parts
}

/** How many words the two have in common, in order, from given places on. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const cells = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => cells[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      cells[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  return at
}

/** Neighbours of a kind become one, with what is removed before what is added in its place. */
function merged(parts: readonly Part[]): Part[] {
  const all: Part[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed) all.push({ kind: 'removed', text: removed })
    if (added) all.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const { kind, text } of parts) {
    if (text === '') continue
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      flush()
      const last = all.at(-1)
      if (last?.kind === 'same') all[all.length - 1] = { kind, text: last.text + text }
      else all.push({ kind, text })
    }
  }
  flush()
  return all
}
