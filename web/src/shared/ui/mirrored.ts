import { isMirrored } from '@/shared/texts/locale'

/** The arrow key that leads the same way in a page that runs from left to right. */
export function unmirrored(key: string): string {
  if (!isMirrored) return key
  if (key === 'ArrowLeft') return 'ArrowRight'
  return key === 'ArrowRight' ? 'ArrowLeft' : key
}
