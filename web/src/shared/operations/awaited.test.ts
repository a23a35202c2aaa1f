import { afterEach, expect, it, vi } from 'vitest'
import { Awaited } from './awaited'

const DONE = { id: 'o1', status: 'DONE' }
const UNDONE = { id: 'o1', status: 'UNDONE' }

afterEach(() => void vi.useRealTimers())

it('takes no event for news that is older than an answer, until the event of that answer', () => {
  const awaited = new Awaited()
  awaited.expect(['p'], DONE)
  awaited.expect(['p'], { id: 'o2', status: 'DONE' })
  awaited.hear(DONE)
  expect(awaited.isFor('p')).toBe(true)
  expect(awaited.isFor('q')).toBe(false)
  awaited.hear({ id: 'o2', status: 'DONE' })
  expect(awaited.isFor('p')).toBe(false)
})

it('waits for no event that came before its answer', () => {
  const awaited = new Awaited()
  awaited.hear(DONE)
  awaited.expect(['p'], DONE)
  expect(awaited.isFor('p')).toBe(false)
})

it('takes the event of a change for that of its undo only once it was undone', () => {
  const awaited = new Awaited()
  awaited.expect(['p'], DONE)
  awaited.expect(['p'], UNDONE)
  awaited.hear(DONE)
  expect(awaited.isFor('p')).toBe(true)
  awaited.hear(UNDONE)
  expect(awaited.isFor('p')).toBe(false)
})

it('takes the event of what was undone since for that of both', () => {
  const awaited = new Awaited()
  awaited.expect(['p'], DONE)
  awaited.hear(UNDONE)
  expect(awaited.isFor('p')).toBe(false)
  awaited.expect(['p'], UNDONE)
  expect(awaited.isFor('p')).toBe(false)
})

it('waits only so long', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const awaited = new Awaited()
  awaited.expect(['p'], DONE)
  vi.advanceTimersByTime(10_000)
  expect(awaited.isFor('p')).toBe(false)
})
