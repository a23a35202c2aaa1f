// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { picture } from '@/shared/testing'
import { keepMask, useMaskId } from './keptMask'
import { MaskEditor } from './MaskEditor'

const source = picture(1)

beforeEach(() => {
  // jsdom has no dialogs, and paints nothing.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = vi.fn()
  HTMLCanvasElement.prototype.getContext = () => null
})
afterEach(cleanup)

function open() {
  const onClose = vi.fn(() => unmount())
  const { unmount } = render(
    <QueryClientProvider client={new QueryClient()}>
      <MaskEditor source={source} onClose={onClose} />
    </QueryClientProvider>,
  )
  return onClose
}

function MaskInUse() {
  return useMaskId(source)
}

const use = () => screen.getByRole('button', { name: 'Use mask' }) as HTMLButtonElement

it('goes on with what was drawn before Escape, which changes no mask in use', () => {
  keepMask({ sourceId: source.id, maskId: 'in use' })
  const onClose = open()
  expect(use().disabled).toBe(true)
  const stage = screen.getByRole('application')
  fireEvent.keyDown(stage, { key: ' ' })
  fireEvent.keyUp(stage, { key: ' ' })
  expect(use().disabled).toBe(false)
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }))
  expect(onClose).toHaveBeenCalledOnce()

  open()
  expect(use().disabled).toBe(false)
  cleanup()
  render(<MaskInUse />)
  expect(screen.getByText('in use')).toBeDefined()
})

it('lifts the brush when the focus leaves while Space is held', () => {
  open()
  const stage = screen.getByRole('application')
  const undo = () => screen.getByRole('button', { name: 'Undo' }) as HTMLButtonElement
  while (!undo().disabled) fireEvent.click(undo())
  fireEvent.keyDown(stage, { key: ' ' })
  fireEvent.blur(stage)
  fireEvent.click(undo())
  fireEvent.keyDown(stage, { key: 'ArrowLeft' })
  fireEvent.keyUp(stage, { key: ' ' })
  expect(undo().disabled).toBe(true)
})
