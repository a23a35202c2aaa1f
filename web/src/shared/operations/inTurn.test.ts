import { expect, it } from 'vitest'
import { inTurn } from './inTurn'

function open() {
  const log: string[] = []
  const ends = new Map<string, () => void>()
  const send = (name: string, ...ids: string[]) =>
    inTurn(
      ids.map((id) => ({ id })),
      () => {
        log.push(name)
        return new Promise<void>((resolve) => ends.set(name, resolve))
      },
    )
  return { log, send, end: (name: string) => ends.get(name)?.() }
}

it('sends what concerns the same picture only after what came before has ended', async () => {
  const { log, send, end } = open()
  const trash = send('trash', 'a', 'b')
  send('undo', 'b')
  send('star', 'c')
  await Promise.resolve().then()
  await expect.poll(() => log).toEqual(['trash', 'star'])
  end('trash')
  await trash
  await expect.poll(() => log).toEqual(['trash', 'star', 'undo'])
})

it('goes on after a failure, and tells only the one that failed', async () => {
  const failed = inTurn([{ id: 'd' }], () => Promise.reject(new Error('no')))
  const next = inTurn([{ id: 'd' }], async () => 'done')
  await expect(failed).rejects.toThrow('no')
  await expect(next).resolves.toBe('done')
})
