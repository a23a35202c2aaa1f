import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Picture } from '@/shared/graphql/fragments'
import type { Change } from '@/shared/imageCache'
import { picture } from '@/shared/testing'
import { applied, covers, endsSoon, joined, NO_RUN, neighboursIn, type Run } from './run'

const GALLERY = { starred: false, trashed: false }
const THROWN = { deletedAt: '2026-02-01T00:00:00+00:00' }

/** The pictures of these numbers, newest first as the gallery has them. */
function runOf(numbers: number[], isStart = false, isEnd = false): Run {
  return { pictures: numbers.toSorted((a, b) => b - a).map((n) => picture(n)), isStart, isEnd }
}

const names = (run: Run) => run.pictures.map(({ prompt }) => Number(prompt.split(' ')[1]))
const namesOf = ({ previous, next }: { previous?: Picture | undefined; next?: Picture | undefined }) => [
  previous?.prompt,
  next?.prompt,
]

describe('neighbours', () => {
  it('stand on either side', () => {
    expect(namesOf(neighboursIn(runOf([5, 4, 3]), picture(4), GALLERY))).toEqual(['Prompt 5', 'Prompt 3'])
  })

  it('are those of the place where a picture stood that has gone', () => {
    const run = applied(runOf([5, 4, 3]), { pictures: [picture(4, THROWN)], gone: [], moved: false }, GALLERY)
    expect(names(run)).toEqual([5, 3])
    expect(namesOf(neighboursIn(run, picture(4), GALLERY))).toEqual(['Prompt 5', 'Prompt 3'])
  })

  it('are known only where the run reaches on both sides, or to the end of the list', () => {
    expect(covers(runOf([5, 4]), picture(4), GALLERY)).toBe(false)
    expect(covers(runOf([5, 4], false, true), picture(4), GALLERY)).toBe(true)
    expect(covers(runOf([5, 4], true, true), picture(9), GALLERY)).toBe(true)
    expect(covers(NO_RUN, picture(1), GALLERY)).toBe(false)
  })

  it('are asked for before the run ends', () => {
    const run = runOf([9, 8, 7, 6, 5, 4, 3, 2, 1], true)
    expect(endsSoon(run, picture(8), GALLERY)).toBe(false)
    expect(endsSoon(run, picture(3), GALLERY)).toBe(true)
  })
})

describe('joining', () => {
  it('makes one of two that overlap, and keeps the ends', () => {
    const run = joined(runOf([9, 8, 7], true), runOf([7, 6, 5], false, true), GALLERY)
    expect(names(run)).toEqual([9, 8, 7, 6, 5])
    expect([run.isStart, run.isEnd]).toEqual([true, true])
  })

  it('leaves no gap between two that do not', () => {
    expect(names(joined(runOf([9, 8]), runOf([5, 4]), GALLERY))).toEqual([5, 4])
  })
})

it('is always in order and without doubles, whatever comes, changes or goes', () => {
  const number = fc.integer({ min: 0, max: 30 })
  const change = fc.record({ number, what: fc.constantFrom('come', 'trash', 'gone') })
  fc.assert(
    fc.property(fc.uniqueArray(number, { minLength: 1 }), fc.array(change), (start, changes) => {
      let run = runOf(start)
      const expected = new Set(start)
      for (const { number, what } of changes) {
        const isBetween = names(run).some((n) => n <= number) && names(run).some((n) => n >= number)
        run = applied(run, changeOf(number, what), GALLERY)
        if (what !== 'come') expected.delete(number)
        else if (isBetween) expected.add(number)
      }
      expect(names(run)).toEqual([...expected].toSorted((a, b) => b - a))
    }),
  )
})

function changeOf(number: number, what: string): Change {
  const known = picture(number, what === 'trash' ? THROWN : {})
  return what === 'gone'
    ? { pictures: [], gone: [known.id], moved: true }
    : { pictures: [known], gone: [], moved: true }
}
