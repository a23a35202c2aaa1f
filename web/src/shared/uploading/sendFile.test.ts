import { afterEach, expect, it, vi } from 'vitest'
import type { ApiError } from '@/shared/graphql/request'
import { reasonOf } from '@/shared/reasonOf'
import { picture } from '@/shared/testing'
import { CutError, sendFile } from './sendFile'

const ANSWER = JSON.stringify({ data: { uploadImages: { images: [picture(1)], userErrors: [] } } })
const FAULT = JSON.stringify({ errors: [{ message: 'No.', extensions: { code: 'INTERNAL' } }] })

afterEach(() => vi.unstubAllGlobals())

/** What is sent while the server, or what stands before it, answers so. */
function sent(status: number, responseText: string) {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {}
      status = status
      responseText = responseText
      onload = () => {}
      open() {}
      setRequestHeader() {}
      send() {
        this.onload()
      }
    },
  )
  return sendFile({ file: new File(['x'], 'x.png'), key: 'k' })
}

it('gives the picture', async () => {
  expect((await sent(200, ANSWER)).id).toBe('p0001')
})

it.each([
  [500, FAULT],
  [502, '<html>'],
  [520, 'error code: 520'],
  [524, ''],
  [200, ANSWER.slice(0, -9)],
  [200, ''],
])('does not know of a %i with "%s" whether it was kept', async (status, text) => {
  await expect(sent(status, text)).rejects.toBeInstanceOf(CutError)
})

it.each([
  [200, FAULT, 'INTERNAL'],
  [413, '<html>', 'HTTP_413'],
])('knows what a %i says', async (status, text, code) => {
  await expect(sent(status, text)).rejects.toMatchObject({ code } satisfies Partial<ApiError>)
})

it('says that the connection was lost', async () => {
  const reason = await sent(502, '').catch(reasonOf)
  expect(reason).toMatch(/connection broke/)
})
