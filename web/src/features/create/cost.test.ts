import { expect, it } from 'vitest'
import { estimateText, leftOf } from './cost'

const usage = { jobs: 3, costTokens: 900, dailyJobLimit: null, dailyTokenLimit: null }

it('says what all pictures may take together, or that nobody knows', () => {
  expect(estimateText(1056, 4)).toBe('Up to 4,224 tokens')
  expect(estimateText(0, 4)).toBe('Takes no tokens')
  expect(estimateText(null, 4)).toBe('Tokens: not known for this model')
})

it('says what is left of each limit that there is', () => {
  expect(leftOf(usage, 100)).toBeNull()
  expect(leftOf({ ...usage, dailyTokenLimit: 1000 }, 100)).toEqual({
    text: '100 of today’s 1,000 tokens left',
    isShort: false,
  })
  expect(leftOf({ ...usage, dailyTokenLimit: 1000 }, 101)?.isShort).toBe(true)
  expect(leftOf({ ...usage, dailyJobLimit: 2, dailyTokenLimit: 1000 }, 0)).toEqual({
    text: '100 of today’s 1,000 tokens left · 0 of today’s 2 requests left',
    isShort: true,
  })
})
