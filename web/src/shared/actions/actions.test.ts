// @vitest-environment jsdom

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nothing, type Selection } from '@/shared/selection/selection'
import { picture } from '@/shared/testing'
import { ACTIONS, type ActionId, actionOf, actionsFor, isKey, shortcutsOf, type Target } from './actions'
import { ACTION_ICONS } from './icons'
import { keyText } from './keyText'

const DELETED = '2026-02-01T00:00:00+00:00'
const pictures = [picture(1), picture(2, { starred: true })]
const live: Target = { kind: 'one', picture: picture(1) }
const trashed: Target = { kind: 'one', picture: picture(1, { deletedAt: DELETED }) }

function many(isTrash: boolean, ...chosen: typeof pictures): Target {
  const selected: Selection = {
    ...nothing({ starred: false, trashed: isTrash }),
    pictures: new Map(chosen.map((one) => [one.id, one])),
  }
  return { kind: 'many', chosen: selected }
}

function all(count: number): Target {
  const filter = { starred: false, trashed: false }
  const none: ReadonlySet<string> = new Set()
  const sums = { count, byteSize: 1_000 * count, starredCount: 1 }
  return { kind: 'many', chosen: { kind: 'matching', filter, asOf: 'e1', ...sums, except: none, late: none } }
}

const ids = (target: Target) => actionsFor(target).map(({ id }) => id)
const press = (key: string, held: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent('keydown', { key, ...held })

it.each<[string, Target, ActionId[]]>([
  ['a picture', live, ['open', 'select', 'star', 'edit', 'remix', 'copyPrompt', 'download', 'trash']],
  ['one in the trash', trashed, ['open', 'select', 'copyPrompt', 'download', 'restore', 'delete']],
  ['several', many(false, ...pictures), ['star', 'unstar', 'download', 'trash', 'goThrough', 'compare']],
  ['all that was found', all(1000), ['star', 'unstar', 'download', 'trash', 'goThrough']],
  ['more than one goes through', all(1001), ['star', 'unstar', 'download', 'trash']],
  ['several without a star', many(false, picture(1)), ['star', 'download', 'trash']],
  ['several in the trash', many(true, picture(1)), ['download', 'restore', 'delete']],
])('offers for %s what makes sense there', (_, target, expected) => {
  expect(ids(target)).toEqual(expected)
})

it.each<[KeyboardEvent, Target, ActionId | undefined]>([
  [press('s'), live, 'star'],
  [press('S', { shiftKey: true }), live, undefined],
  [press('s', { ctrlKey: true }), live, undefined],
  [press('s'), many(false, ...pictures), 'star'],
  [press('s'), many(false, picture(2, { starred: true })), 'unstar'],
  [press('Backspace'), live, 'trash'],
  [press('r'), live, 'remix'],
  [press('r'), trashed, 'restore'],
  [press('Delete'), trashed, undefined],
  [press('Delete', { shiftKey: true }), trashed, 'delete'],
  [press('ы', { code: 'KeyS' }), live, 'star'],
])('takes a key for what it means there', (event, target, expected) => {
  expect(actionOf(event, target)).toBe(expected)
})

it('never has one key mean two things', () => {
  fc.assert(
    fc.property(fc.constantFrom(live, trashed, many(false, picture(1)), many(true, picture(1))), (target) => {
      const keys = actionsFor(target).flatMap(({ keys }) => keys)
      expect(new Set(keys).size).toBe(keys.length)
    }),
  )
})

it('has an icon and a readable key for every action', () => {
  for (const { id, keys } of ACTIONS) {
    expect(ACTION_ICONS[id]).toBeDefined()
    for (const key of keys) expect(keyText(key)).toMatch(/\S/)
  }
  expect(shortcutsOf(trashed)).toContain('Shift+Delete')
  expect(isKey(press('?', { shiftKey: true }), '?')).toBe(true)
  expect(keyText('+')).toBe('+')
})
