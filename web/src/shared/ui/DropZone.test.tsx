// @vitest-environment jsdom

import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DropZone } from './DropZone'

const picture = new File(['x'], 'image.png', { type: 'image/png' })
const onFiles = vi.fn()

beforeEach(() => {
  // jsdom has no popovers.
  HTMLElement.prototype.showPopover = () => {}
  document.body.innerHTML = '<img id="own" alt="" /><textarea></textarea>'
  onFiles.mockClear()
  render(<DropZone label="Drop here" onFiles={onFiles} />)
})
afterEach(cleanup)

function fire(type: string, on: Element, held: object): Event {
  const event = new Event(type, { bubbles: true, cancelable: true })
  on.dispatchEvent(Object.assign(event, held))
  return event
}

const drag = (type: string, types: string[], files: File[], on: Element = document.body) =>
  fire(type, on, { dataTransfer: { types, files } })
const own = () => document.getElementById('own') as Element

it('takes files, and says so while they are held over the window', async () => {
  expect(drag('dragover', ['Files'], []).defaultPrevented).toBe(true)
  drag('dragenter', ['Files'], [])
  expect(await screen.findByText('Drop here')).toBeTruthy()
  expect(drag('drop', ['Files'], [picture]).defaultPrevented).toBe(true)
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([picture])
  await waitFor(() => expect(screen.queryByText('Drop here')).toBeNull())
})

it('leaves a text alone', () => {
  for (const type of ['dragenter', 'dragover', 'drop'])
    expect(drag(type, ['text/plain'], []).defaultPrevented).toBe(false)
  expect(onFiles).not.toHaveBeenCalled()
})

it('leaves a picture of this page alone, and takes the next file', () => {
  drag('dragstart', ['Files'], [picture], own())
  for (const type of ['dragenter', 'dragover', 'drop'])
    expect(drag(type, ['text/html', 'Files'], [picture]).defaultPrevented).toBe(false)
  drag('dragend', ['Files'], [], own())
  expect(onFiles).not.toHaveBeenCalled()
  drag('drop', ['Files'], [picture])
  expect(onFiles).toHaveBeenCalledOnce()
})

it('takes files after what was dragged has left the page, which tells no end', () => {
  drag('dragstart', ['Files'], [picture], own())
  own().remove()
  drag('drop', ['Files'], [picture])
  expect(onFiles).toHaveBeenCalledOnce()
})

const field = () => document.querySelector('textarea') as Element
const paste = (on: Element, text: string, files: File[]) =>
  fire('paste', on, { clipboardData: { files, getData: () => text } })

it.each([
  ['cells of a spreadsheet', 'heron\t12\r\nfox\t3'],
  ['one cell', 'heron'],
])('lets %s be pasted into a field as the text that they are', (_, text) => {
  expect(paste(field(), text, [picture]).defaultPrevented).toBe(false)
  expect(onFiles).not.toHaveBeenCalled()
})

it.each([
  ['a picture', '', [picture]],
  ['a file with its path', '/home/ann/a heron.png', [new File(['x'], 'a heron.png')]],
  ['a file with its address', 'file:///home/ann/a%20heron.png\n', [new File(['x'], 'a heron.png')]],
])('takes %s that is pasted into a field, and no text', (_, text, files) => {
  expect(paste(field(), text, files).defaultPrevented).toBe(true)
  expect(onFiles).toHaveBeenCalledExactlyOnceWith(files)
})

it('takes the picture of cells where nobody writes', () => {
  paste(document.body, 'heron\t12', [picture])
  expect(onFiles).toHaveBeenCalledOnce()
})
