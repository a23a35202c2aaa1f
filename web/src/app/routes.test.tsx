// @vitest-environment jsdom

import { act, cleanup, render } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { AppRoutes } from './routes'

const upload = vi.hoisted(() => vi.fn())
const nothing = vi.hoisted(() => () => null)
vi.mock('@/shared/uploads', () => ({ useUpload: () => upload }))
vi.mock('@/features/gallery/GalleryPage', () => ({ GalleryPage: nothing }))
vi.mock('@/features/viewer/Viewer', () => ({ Viewer: nothing }))
vi.mock('@/features/trash/TrashPage', () => ({ TrashPage: nothing }))
vi.mock('@/features/history/HistoryPage', () => ({ HistoryPage: nothing }))
vi.mock('@/features/through/ThroughPage', () => ({ ThroughPage: nothing }))
vi.mock('@/features/compare/ComparePage', () => ({ ComparePage: nothing }))
vi.mock('./CreateRoute', () => ({ CreateRoute: nothing }))
vi.mock('./JobsRoute', () => ({ JobsRoute: nothing }))

afterEach(() => {
  cleanup()
  upload.mockClear()
})

async function dropOn(entry: string | { pathname: string; state: unknown }): Promise<Event> {
  render(
    <MemoryRouter initialEntries={[entry]}>
      <AppRoutes />
    </MemoryRouter>,
  )
  // What loads on demand has then come.
  await act(() => import('@/shared/ui/DropZone'))
  const drop = new Event('drop', { bubbles: true, cancelable: true })
  const files = [new File(['x'], 'x.png', { type: 'image/png' })]
  document.body.dispatchEvent(Object.assign(drop, { dataTransfer: { types: ['Files'], files } }))
  return drop
}

const PAGES = ['/jobs', '/gallery', '/gallery/p1', '/trash', '/operations', '/through', '/compare/a/b', '/x']

it.each(PAGES)('uploads what is dropped on %s', async (path) => {
  expect((await dropOn(path)).defaultPrevented).toBe(true)
  expect(upload).toHaveBeenCalledOnce()
})

it('leaves what is dropped on Create to Create, under a picture too', async () => {
  await dropOn('/')
  await dropOn({ pathname: '/gallery/p1', state: { background: { pathname: '/' } } })
  expect(upload).not.toHaveBeenCalled()
})
