import fc from 'fast-check'
import { expect, it } from 'vitest'
import { moved } from './useReorder'

it('puts one of the list at another place and keeps the order of the rest', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
})

it('is taken back by the opposite move', () => {
  const list = fc.uniqueArray(fc.nat(), { minLength: 1 })
  const places = list.chain((items) => {
    const place = fc.nat(items.length - 1)
    return fc.tuple(fc.constant(items), place, place)
  })
  fc.assert(
    fc.property(places, ([items, from, to]) => {
      expect(moved(moved(items, from, to), to, from)).toEqual(items)
    }),
  )
})
