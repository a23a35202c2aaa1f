// @vitest-environment jsdom

import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SearchField } from './SearchField'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  settle()
})

/** The field, whose address is shown when the test says so; the browser's own is ahead of it until it has settled. */
function open(address = '') {
  const sent: string[] = []
  const send = (text: string) => {
    sent.push(text)
    window.history.replaceState({ key: 'ahead' }, '')
  }
  const at = (search: string) => (
    <MemoryRouter>
      <SearchField search={search} onSearch={send} />
    </MemoryRouter>
  )
  const { rerender } = render(at(address))
  return { sent, shows: (search: string) => rerender(at(search)) }
}

const settle = () => window.history.replaceState(null, '')
const field = () => screen.getByRole('searchbox') as HTMLInputElement
const type = (text: string) => fireEvent.change(field(), { target: { value: text } })
const rest = () => act(() => vi.advanceTimersByTime(1_000))

it('keeps what is typed on while the address catches up', () => {
  const { sent, shows } = open()
  type('e')
  rest()
  type('et')
  shows('e')
  expect(field().value).toBe('et')
  rest()
  type('ete')
  rest()
  shows('et')
  expect(field().value).toBe('ete')
  expect(sent).toEqual(['e', 'et', 'ete'])
})

it('keeps the space after which a person thinks', () => {
  const { sent, shows } = open()
  type('red')
  rest()
  shows('red')
  type('red ')
  rest()
  expect(field().value).toBe('red ')
  expect(sent).toEqual(['red'])
})

it('sends a clear that overtakes what was sent', () => {
  const { sent, shows } = open()
  type('red')
  fireEvent.blur(field())
  fireEvent.click(screen.getByRole('button', { name: 'Clear the search' }))
  expect(sent).toEqual(['red', ''])
  shows('red')
  expect(field().value).toBe('')
})

it('shows what is gone back to, although it was sent and never shown', () => {
  const { shows } = open()
  type('red')
  rest()
  fireEvent.click(screen.getByRole('button', { name: 'Clear the search' }))
  settle()
  shows('red')
  expect(field().value).toBe('red')
})

it('gives way to an address that comes from elsewhere', () => {
  const { sent, shows } = open('red')
  type('red fox')
  shows('owl')
  expect(field().value).toBe('owl')
  rest()
  expect(sent).toEqual([])
})
