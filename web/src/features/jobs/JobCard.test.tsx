import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { job } from '@/shared/testing'
import { JobCard } from './JobCard'

afterEach(cleanup)

function show(card: ReturnType<typeof job>) {
  const onCancel = vi.fn()
  render(
    <MemoryRouter>
      <JobCard job={card} onCancel={onCancel} onReuse={vi.fn()} />
    </MemoryRouter>,
  )
  return onCancel
}

it('says its place in the queue and can be cancelled', async () => {
  const onCancel = show(job('j', { queuePosition: 2 }))
  expect(screen.getByText('2nd in the queue')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: /^Cancel/ }))
  expect(onCancel).toHaveBeenCalledOnce()
})

it('shows how far it is', () => {
  show(job('j', { status: 'RUNNING', queuePosition: null, progress: 0.4 }))
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40')
})

it('gives the reason of a failure and nothing to cancel', () => {
  const error = { code: 'MODERATION' as const, message: 'Refused by the safety system.', retryable: false }
  show(job('j', { status: 'FAILED', queuePosition: null, error }))
  expect(screen.getByText('Refused by the safety system.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Cancel/ })).toBeNull()
})

it('keeps the shape of the other cards where no picture came', () => {
  show(job('j', { status: 'CANCELLED', queuePosition: null }))
  expect(screen.getByRole('img', { name: 'No picture' })).toBeTruthy()
})
