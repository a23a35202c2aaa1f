// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { PromptField } from './PromptField'
import { promptState } from './promptState'

afterEach(cleanup)

const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } })

function openedWith(state: unknown) {
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[{ pathname: '/', state }]}>
        <PromptField value="A heron" placeholder="" onChange={() => {}} onSubmit={() => {}} />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  return screen.getByRole('textbox', { name: 'Prompt' })
}

it('has the focus of whoever comes to write', () => {
  const field = openedWith(promptState)
  expect(document.activeElement).toBe(field)
})

it('leaves the focus alone otherwise', () => {
  const field = openedWith(null)
  expect(document.activeElement).not.toBe(field)
})
