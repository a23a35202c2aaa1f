import { afterEach, expect, it } from 'vitest'
import { formatBytes, formatDimensions } from '@/shared/format'
import { unmirrored } from './mirrored'

afterEach(() => document.documentElement.removeAttribute('dir'))

it('takes arrow keys for the way that they lead in reading', () => {
  expect(unmirrored('ArrowLeft')).toBe('ArrowLeft')
  document.documentElement.dir = 'rtl'
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'Home'].map(unmirrored)).toEqual([
    'ArrowRight',
    'ArrowLeft',
    'ArrowUp',
    'Home',
  ])
})

it('keeps sizes from being turned round', () => {
  expect(formatDimensions(3, 4)).toBe('3 × 4')
  document.documentElement.dir = 'rtl'
  expect(formatDimensions(3, 4)).toBe('\u20663 × 4\u2069')
  expect(formatBytes(1500)).toBe('\u20661.5 kB\u2069')
})
