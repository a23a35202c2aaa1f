import { expect, it } from 'vitest'
import { daysUntil, formatBytes, formatElapsed } from './formatDetails'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [250_000, '250 kB'],
  [4_200_000, '4.2 MB'],
])('%d bytes is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

it('counts a begun day, and never below zero', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(daysUntil('2026-01-30T12:00:00Z', now)).toBe(30)
  expect(daysUntil('2025-12-01T00:00:00Z', now)).toBe(0)
})

it.each([
  [-5_000, '0:00'],
  [59_999, '0:59'],
  [725_000, '12:05'],
])('%d ms is %s', (milliseconds, text) => {
  expect(formatElapsed(milliseconds)).toBe(text)
})
