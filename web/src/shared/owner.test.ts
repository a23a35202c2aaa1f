import { beforeEach, expect, it, vi } from 'vitest'
import { keepFor } from './owner'

const reload = vi.fn()

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    clear: () => kept.clear(),
  } as Storage
}

beforeEach(() => {
  reload.mockClear()
  vi.stubGlobal('localStorage', storage())
  vi.stubGlobal('sessionStorage', storage())
  vi.stubGlobal('window', { location: { reload } })
  localStorage.setItem('gallery.draft', 'a fox')
  localStorage.setItem('gallery.theme', 'dark')
  sessionStorage.setItem('gallery.sources', '["p1"]')
})

it('keeps what was begun for whoever comes back', () => {
  keepFor('ann')
  keepFor('ann')
  expect([localStorage.getItem('gallery.draft'), sessionStorage.getItem('gallery.sources')]).toEqual([
    'a fox',
    '["p1"]',
  ])
  expect(reload).not.toHaveBeenCalled()
})

it('leaves nothing of it to whoever else signs in', () => {
  keepFor('ann')
  keepFor('bob')
  expect([localStorage.getItem('gallery.draft'), sessionStorage.getItem('gallery.sources')]).toEqual([
    null,
    null,
  ])
  expect(localStorage.getItem('gallery.theme')).toBe('dark')
  expect(reload).toHaveBeenCalledTimes(1)
  keepFor('bob')
  expect(reload).toHaveBeenCalledTimes(1)
})
