import { isUnderWay, type Upload } from '@/shared/uploads'
import { words } from './words'

/** How far all of it is, or what became of it, in one line. */
export function outcome(uploads: readonly Upload[]): string {
  const number = (state: Upload['state']) => uploads.filter((upload) => upload.state === state).length
  if (uploads.some(isUnderWay)) {
    return words.running(uploads.length - uploads.filter(isUnderWay).length, uploads.length)
  }
  const [done, failed, cancelled] = [number('DONE'), number('FAILED'), number('CANCELLED')]
  return [
    ...(done > 0 ? [words.done(done)] : []),
    ...(failed > 0 ? [words.failed(failed)] : []),
    ...(cancelled > 0 ? [words.cancelled(cancelled)] : []),
  ].join(', ')
}
