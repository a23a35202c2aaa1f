import { expect, it } from 'vitest'
import { picture } from '@/shared/testing'
import { rowsOf } from './settings'

const compared = (params: unknown, change = {}) => ({
  ...picture(1, change),
  __typename: 'Image' as const,
  url: '/media/original',
  params,
})

it('marks what differs, and nothing else', () => {
  const rows = rowsOf(
    compared({ size: '1024x1024', quality: 'high', seed: 7 }),
    compared({ size: '1024x1024', quality: 'low' }, { model: 'other' }),
  )
  expect(rows.filter(({ differs }) => differs)).toEqual([
    { name: 'Model', one: 'demo', other: 'other', differs: true },
    { name: 'Quality', one: 'high', other: 'low', differs: true },
    { name: 'Seed', one: '7', other: '', differs: true },
  ])
  expect(rows.find(({ name }) => name === 'Size asked for')?.differs).toBe(false)
})

it('leaves out what neither of them tells', () => {
  const names = rowsOf(compared({}), compared(null, { model: '' })).map(({ name }) => name)
  expect(names).toEqual(['Model', 'Dimensions', 'File', 'Created'])
})
