import { connected } from '@/shared/connection'
import type { Picture } from '@/shared/graphql/fragments'
import type { Upload } from '@/shared/uploads'
import { CutError, sendFile } from './sendFile'

/** How often what was cut is sent again by itself, each time after twice the wait. */
const ATTEMPTS = 6
const FIRST_WAIT_MS = 1_000

interface Sent {
  file: File
  key: string
  signal: AbortSignal
  tell: (change: Partial<Upload>) => void
}

/** Sends it again by the same key for as long as the connection breaks. */
export async function sentAtLast({ file, key, signal, tell }: Sent): Promise<Picture> {
  for (let attempt = 1; ; attempt += 1) {
    tell({ state: 'SENDING', sent: 0 })
    try {
      return await sendFile({ file, key, signal, onSent: (sent) => tell({ sent }) })
    } catch (error) {
      if (!(error instanceof CutError) || attempt === ATTEMPTS) throw error
    }
    tell({ state: 'CUT' })
    await reconnected(FIRST_WAIT_MS * 2 ** (attempt - 1), signal)
  }
}

/** After a while, or as soon as the server can be reached again. */
function reconnected(most: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(resolve), most)
    const forget = connected.subscribe(() => connected.get() && end(resolve))
    const stop = () => end(() => reject(signal.reason))
    const end = (then: () => void) => {
      clearTimeout(timer)
      forget()
      signal.removeEventListener('abort', stop)
      then()
    }
    signal.addEventListener('abort', stop)
  })
}
