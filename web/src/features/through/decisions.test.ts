import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Picture } from '@/shared/graphql/fragments'
import { changeBy } from '@/shared/operations/changes'
import { picture } from '@/shared/testing'
import {
  begun,
  decided,
  deedsOf,
  keptAlone,
  movedTo,
  type Round,
  type Step,
  skipped,
  tallyOf,
  undone,
  verdictsOf,
  without,
} from './decisions'

const ids = ['a', 'b', 'c', 'd']

const press: Record<string, (round: Round) => Round> = {
  s: (round) => decided(round, 'star'),
  x: (round) => decided(round, 'trash'),
  space: skipped,
  k: keptAlone,
  left: (round) => movedTo(round, round.at - 1),
  right: (round) => movedTo(round, round.at + 1),
  u: undone,
}
const pressed = (round: Round, keys: readonly string[]) =>
  keys.reduce((now, key) => press[key]?.(now) ?? now, round)
const anyKeys = fc.array(fc.constantFrom(...Object.keys(press)), { maxLength: 30 })

it('goes from picture to picture and ends with how many were kept, starred and trashed', () => {
  const round = pressed(begun(ids), ['s', 'x', 'space', 'x'])
  expect(round.at).toBe(4)
  expect(tallyOf(round)).toEqual({ kept: 2, starred: 1, trashed: 2 })
})

it('keeps one and trashes the rest in one step', () => {
  const round = pressed(begun(ids), ['s', 'right', 'k'])
  expect(tallyOf(round)).toEqual({ kept: 1, starred: 0, trashed: 3 })
  expect(verdictsOf(round).get('c')).toBe('keep')
  const back = undone(round)
  expect(back.at).toBe(2)
  expect(Object.fromEntries(verdictsOf(back))).toEqual({ a: 'star' })
})

it('leaves what was decided when one only passes by again', () => {
  const round = pressed(begun(ids), ['x', 'left', 'space'])
  expect(verdictsOf(round).get('a')).toBe('trash')
})

it('never stands before the first picture nor behind the summary', () => {
  fc.assert(
    fc.property(anyKeys, (keys) => {
      const { at } = pressed(begun(ids), keys)
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThanOrEqual(ids.length)
    }),
  )
})

it('takes back exactly the last step, wherever one has gone since', () => {
  const steps = fc.constantFrom('s', 'x', 'k')
  const moves = fc.array(fc.constantFrom('left', 'right'), { maxLength: 6 })
  fc.assert(
    fc.property(anyKeys, steps, moves, (keys, step, moved) => {
      const before = pressed(begun(ids), keys)
      fc.pre(before.at < ids.length)
      const after = undone(pressed(before, [step, ...moved]))
      expect({ ...after, taken: 0 }).toEqual({ ...before, taken: 0 })
    }),
  )
})

it('undoes everything as often as there were steps', () => {
  fc.assert(
    fc.property(anyKeys, (keys) => {
      let round = pressed(begun(ids), keys)
      for (let left = round.steps.length; left > 0; left -= 1) round = undone(round)
      expect(verdictsOf(round).size).toBe(0)
      expect(tallyOf(round)).toEqual({ kept: 4, starred: 0, trashed: 0 })
    }),
  )
})

it('forgets a step that was refused, and no other', () => {
  const round = pressed(begun(ids), ['s', 'x', 's'])
  expect(Object.fromEntries(verdictsOf(without(round, 1)))).toEqual({ a: 'star', c: 'star' })
})

it('asks the server only for what makes a difference, and ends where the step says', () => {
  const one = fc.record({ starred: fc.boolean(), trashed: fc.boolean() })
  const verdict = fc.constantFrom('star', 'trash', 'keep')
  fc.assert(
    fc.property(fc.array(fc.tuple(one, verdict), { maxLength: 6 }), (all) => {
      const pictures = new Map<string, Picture>()
      const verdicts: Record<string, 'star' | 'trash' | 'keep'> = {}
      all.forEach(([{ starred, trashed }, wanted], i) => {
        const made = picture(i, { starred, deletedAt: trashed ? '2026-02-01T00:00:00+00:00' : null })
        pictures.set(made.id, made)
        verdicts[made.id] = wanted
      })
      const step: Step = { number: 0, at: 0, verdicts }
      const find = (id: string) => pictures.get(id)
      for (const deed of deedsOf(step, find))
        for (const { id } of deed.pictures)
          pictures.set(id, { ...(find(id) as Picture), ...changeBy(deed.action) })
      for (const [id, wanted] of Object.entries(verdicts)) {
        expect(find(id)?.deletedAt === null).toBe(wanted !== 'trash')
        if (wanted === 'star') expect(find(id)?.starred).toBe(true)
      }
      expect(deedsOf(step, find)).toEqual([])
    }),
  )
})
