// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  localStorage.clear()
})

it('takes arrow keys for the way that they lead in reading', async () => {
  expect((await import('./mirrored')).unmirrored('ArrowLeft')).toBe('ArrowLeft')
  vi.resetModules()
  localStorage.setItem('gallery.language', 'ar-XB')
  const { unmirrored } = await import('./mirrored')
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'Home'].map(unmirrored)).toEqual([
    'ArrowRight',
    'ArrowLeft',
    'ArrowUp',
    'Home',
  ])
})

it('keeps sizes from being turned round', async () => {
  expect((await import('@/shared/formatDetails')).formatDimensions(3, 4)).toBe('3 × 4')
  vi.resetModules()
  localStorage.setItem('gallery.language', 'ar-XB')
  const { formatBytes, formatDimensions } = await import('@/shared/formatDetails')
  expect(formatDimensions(3, 4)).toBe('\u20663 × 4\u2069')
  expect(formatBytes(1500)).toBe('\u20661.5 kB\u2069')
})
