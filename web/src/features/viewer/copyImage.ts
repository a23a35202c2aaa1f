import { showToast } from '@/shared/toasts'
import { words } from './words'

/** Puts the picture itself on the clipboard, which takes PNG only; says why where that cannot be. */
export async function copyImage(url: string): Promise<void> {
  if (!window.isSecureContext || typeof ClipboardItem === 'undefined') {
    showToast({ tone: 'error', text: words.copyImage.insecure })
    return
  }
  try {
    // Given as a promise: browsers allow copying only in the same breath as the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(url) })])
    showToast({ text: words.copyImage.done })
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name === 'NotAllowedError'
    showToast({ tone: 'error', text: isRefused ? words.copyImage.refused : words.copyImage.failed })
  }
}

async function pngOf(url: string): Promise<Blob> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(response.statusText)
  const original = await response.blob()
  if (original.type === 'image/png') return original
  const bitmap = await createImageBitmap(original)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/png' })
}
