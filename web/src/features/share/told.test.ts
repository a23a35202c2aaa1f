import { expect, it } from 'vitest'
import { readTold } from './told'

it('reads what the server says of something shared', () => {
  expect(readTold('#picture=a&picture=b&refused=1&words=A+pond+%26%0Amore')).toEqual({
    pictures: ['a', 'b'],
    refused: 1,
    words: 'A pond &\nmore',
    failed: null,
  })
})

it('takes an address without anything, or with nonsense, for nothing', () => {
  const nothing = { pictures: [], refused: 0, words: '', failed: null }
  expect(readTold('')).toEqual(nothing)
  expect(readTold('#refused=x&%')).toEqual(nothing)
})

it('knows why nothing was taken', () => {
  expect(readTold('#signedOut=1').failed).toBe('signedOut')
  expect(readTold('#tooMuch=1').failed).toBe('tooMuch')
})
