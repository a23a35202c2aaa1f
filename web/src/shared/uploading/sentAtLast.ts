import { connected } from '@/shared/connection'
import type { Picture } from '@/shared/graphql/fragments'
import type { Upload } from '@/shared/uploads'
import { CutError, sendFile } from './sendFile'

/** How often in a row it may be cut while the server can be reached, for then the fault may lie in the file. */
const ATTEMPTS = 6
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 20_000

interface Sent {
  file: File
  key: string
  signal: AbortSignal
  tell: (change: Partial<Upload>) => void
}

/** Sends it again by the same key for as long as the connection breaks, each time after twice the wait. */
export async function sentAtLast({ file, key, signal, tell }: Sent): Promise<Picture> {
  let cuts = 0
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    tell({ state: 'SENDING', sent: 0 })
    try {
      return await sendFile({ file, key, signal, onSent: (sent) => tell({ sent }) })
    } catch (error) {
      cuts = connected.get() === false ? 0 : cuts + 1
      if (!(error instanceof CutError) || cuts === ATTEMPTS) throw error
    }
    tell({ state: 'CUT' })
    await reconnected(wait, signal)
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
