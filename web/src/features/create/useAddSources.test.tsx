// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { EditorProvider, useEditor } from '@/shared/EditorContext'
import type { Picture } from '@/shared/graphql/fragments'
import { picture } from '@/shared/testing'
import { useAddSources } from './useAddSources'

const uploaded: ((pictures: Picture[]) => void)[] = []

vi.mock('@/shared/jobs', () => ({ usePendingJobs: () => [] }))
vi.mock('@/shared/uploads', () => ({
  useUpload: () => () => new Promise<Picture[]>((resolve) => uploaded.push(resolve)),
}))

afterEach(cleanup)

it('adds what was uploaded to what is chosen by then, also from a page that has been left', async () => {
  let editor = {} as ReturnType<typeof useEditor>
  let add: (files: File[]) => Promise<void> = async () => {}
  const Looking = () => {
    editor = useEditor()
    return null
  }
  const Page = () => {
    add = useAddSources(16)
    return null
  }
  const client = new QueryClient()
  const app = (page: boolean) => (
    <QueryClientProvider client={client}>
      <EditorProvider>
        <Looking />
        {page && <Page />}
      </EditorProvider>
    </QueryClientProvider>
  )
  const { rerender } = render(app(true))
  const [one, two] = [add([new File([], '1.png')]), add([new File([], '2.png')])]
  rerender(app(false))
  act(() => editor.setSourceImages([picture(9)]))
  await act(async () => {
    uploaded[0]?.([picture(1)])
    uploaded[1]?.([picture(2)])
    await Promise.all([one, two])
  })
  expect(editor.sourceImages.map(({ id }) => id)).toEqual(['p0009', 'p0001', 'p0002'])
})
