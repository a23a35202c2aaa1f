// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Job, JobError } from '@/shared/graphql/fragments'
import { request } from '@/shared/graphql/request'
import { job, picture, slot } from '@/shared/testing'
import { usageKey } from '@/shared/viewer'
import { JobCard } from './JobCard'

/** What loads on demand loads slowly on a busy machine. */
const PATIENCE = { timeout: 20_000 }
vi.setConfig({ testTimeout: 30_000 })

vi.mock('@/shared/graphql/request', { spy: true })

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  vi.clearAllMocks()
  // jsdom knows these elements, and little of what they do.
  HTMLImageElement.prototype.decode = async () => {}
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
    setTimeout(() => this.dispatchEvent(new Event('close')))
  }
})
afterEach(cleanup)

function show(card: Job) {
  const onEdit = vi.fn()
  const shown = (now: Job) => (
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <JobCard job={now} place={now.queuePosition} onEdit={onEdit} />
      </MemoryRouter>
    </QueryClientProvider>
  )
  const client = new QueryClient()
  client.setQueryData(usageKey, {})
  const { rerender } = render(shown(card))
  const isUsageStale = () => client.getQueryState(usageKey)?.isInvalidated
  return { onEdit, isUsageStale, becomes: (now: Job) => rerender(shown(now)) }
}

function failed(code: JobError['code'], message = 'Its own words.'): Job {
  const error = { code, message }
  const slots = [slot(0, { status: 'FAILED', error })]
  return job('j', { status: 'FAILED', queuePosition: null, error, slots, finishedAt: '2026-01-01T00:01:00Z' })
}

const done = (index: number) => slot(index, { status: 'DONE', image: picture(index) })
const button = (name: string | RegExp) => screen.queryByRole('button', { name })
const answersTo = (name: string, answer: Job) =>
  vi.mocked(request).mockResolvedValue({ [name]: { job: answer, userErrors: [] } })

it('says its place in the queue and can be cancelled', async () => {
  show(job('j', { queuePosition: 3 }))
  answersTo('cancelJob', job('j', { status: 'CANCELLED' }))
  expect(screen.getAllByText('3rd in the queue')).toHaveLength(2)
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(request).toHaveBeenCalledWith(expect.anything(), { id: 'j' })
})

it('shows how far it is and for how long', () => {
  const sentAt = new Date(Date.now() - 72_000).toISOString()
  const attempt = {
    number: 1,
    sentAt,
    outcome: 'PENDING' as const,
    costTokens: null,
    providerRequestId: null,
  }
  const slots = [slot(0, { status: 'RUNNING' })]
  show(job('j', { status: 'RUNNING', queuePosition: null, progress: 0.4, slots, attempts: [attempt] }))
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40')
  expect(screen.getByRole('timer').textContent).toBe('1:12')
})

it.each([
  ['MODERATION', 'Refused', 'Change the prompt, then ask again.'],
  ['RATE_LIMITED', 'Failed', 'Nothing was drawn. Wait a minute, then retry.'],
  ['PROVIDER_UNAVAILABLE', 'Failed', 'Nothing was drawn. Retry in a while.'],
  ['PROVIDER_REJECTED', 'Refused', /Change what it names/],
  ['OUTCOME_UNKNOWN', 'Outcome unknown', /may be paid a second time/],
  ['BAD_OUTPUT', 'Failed', /kept in quarantine/],
  ['INTERNAL', 'Failed', /log of the server says more/],
] as const)('says for %s what happened and what to do', (code, headline, advice) => {
  show(failed(code))
  expect(screen.getAllByText(headline).length).toBeGreaterThan(0)
  expect(screen.getByText('Its own words.')).toBeTruthy()
  expect(screen.getByText(advice)).toBeTruthy()
  expect(button('Retry 1 picture')).toBeTruthy()
  expect(button('Cancel')).toBeNull()
})

it('counts what came and offers to ask for the rest alone', () => {
  const error = { code: 'BAD_OUTPUT' as const, message: 'Fewer pictures came.' }
  const slots = [done(0), slot(1, { status: 'FAILED', error }), done(2), done(3)]
  show(job('j', { status: 'PARTIAL', n: 4, queuePosition: null, slots, error }))
  expect(screen.getByText('3 of 4 pictures')).toBeTruthy()
  expect(screen.getByText(/^Picture 2:/)).toBeTruthy()
  expect(screen.getAllByRole('link', { name: /^Picture/ })).toHaveLength(3)
  expect(button('Retry 1 picture')).toBeTruthy()
})

it('marks what is in the trash', () => {
  const image = picture(1, { deletedAt: '2026-01-02T00:00:00Z' })
  show(
    job('j', {
      status: 'SUCCEEDED',
      n: 2,
      queuePosition: null,
      slots: [done(0), slot(1, { status: 'DONE', image })],
    }),
  )
  const names = screen.getAllByRole('link').map((link) => link.getAttribute('aria-label'))
  expect(names).toEqual(['Picture 1 of 2', 'Picture 2 of 2, in the trash'])
})

it('has nothing to retry once all is there', async () => {
  const { onEdit } = show(job('j', { status: 'SUCCEEDED', queuePosition: null, slots: [done(0)] }))
  expect(button(/^Retry/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Use again' }))
  expect(onEdit).toHaveBeenCalledOnce()
})

it('asks before it may pay twice', async () => {
  show(failed('OUTCOME_UNKNOWN'))
  answersTo('retryJob', job('j'))
  await userEvent.click(screen.getByRole('button', { name: 'Retry 1 picture' }))
  await screen.findByRole('dialog', { name: 'Ask again?' }, PATIENCE)
  expect(request).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Ask again for 1 picture' }))
  expect(request).toHaveBeenCalledOnce()
})

it('asks anew however soon after a refusal', async () => {
  show(failed('OUTCOME_UNKNOWN'))
  await userEvent.click(screen.getByRole('button', { name: 'Retry 1 picture' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Not now' }, PATIENCE))
  fireEvent.click(screen.getByRole('button', { name: 'Retry 1 picture' }))
  await new Promise((resolve) => setTimeout(resolve))
  expect(screen.getByRole('dialog', { name: 'Ask again?' })).toBeTruthy()
})

it('has what is left of the day asked for again after a retry', async () => {
  const { isUsageStale } = show(failed('INTERNAL'))
  answersTo('retryJob', job('j'))
  await userEvent.click(screen.getByRole('button', { name: 'Retry 1 picture' }))
  await waitFor(() => expect(isUsageStale()).toBe(true))
})

it('says that a picture may still come to a cancelled job', () => {
  const sentAt = '2026-01-01T00:00:00Z'
  const attempt = {
    number: 1,
    sentAt,
    outcome: 'PENDING' as const,
    costTokens: null,
    providerRequestId: null,
  }
  const slots = [slot(0, { status: 'FAILED' })]
  show(job('j', { status: 'CANCELLED', queuePosition: null, slots, attempts: [attempt] }))
  expect(screen.getByText(/already paid for still arrives/)).toBeTruthy()
})

it('keeps the focus when the button that had it is gone', () => {
  const { becomes } = show(job('j'))
  screen.getByRole('button', { name: 'Cancel' }).focus()
  becomes(job('j', { status: 'CANCELLED', slots: [slot(0, { status: 'FAILED' })] }))
  expect(document.activeElement).toBe(screen.getByRole('article'))
})

it('never shows a partial picture for one that failed', () => {
  const failure = { code: 'OUTCOME_UNKNOWN' as const, message: 'No answer.' }
  const { becomes } = show(
    job('j', { status: 'RUNNING', slots: [slot(0, { status: 'RUNNING', previewUrl: '/p' })] }),
  )
  becomes(job('j', { status: 'FAILED', slots: [slot(0, { status: 'FAILED', error: failure })] }))
  expect(screen.queryByRole('img', { name: 'Picture 1 of 1' })).toBeNull()
})

it('lists every attempt and what it cost', async () => {
  const attempts = [
    {
      number: 1,
      sentAt: '2026-01-01T00:00:00Z',
      outcome: 'UNKNOWN' as const,
      costTokens: null,
      providerRequestId: null,
    },
    {
      number: 2,
      sentAt: '2026-01-01T00:01:00Z',
      outcome: 'ANSWERED' as const,
      costTokens: 1322,
      providerRequestId: 'req_1',
    },
  ]
  show(job('j', { status: 'SUCCEEDED', slots: [done(0)], attempts, costTokens: 1322 }))
  await userEvent.click(screen.getByRole('button', { name: 'Details' }))
  expect((await screen.findByText('Attempt 1', {}, PATIENCE)).closest('li')?.textContent).toContain(
    'may have been paid',
  )
  expect(screen.getByText('Attempt 2').closest('li')?.textContent).toContain('1,322 tokens')
  expect(screen.getByText('Tokens').nextElementSibling?.textContent).toBe('1,322')
  expect(screen.getByText('req_1')).toBeTruthy()
})
