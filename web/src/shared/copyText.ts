import { texts } from '@/shared/texts'
import { showToast } from '@/shared/toasts'

export async function copyText(text: string): Promise<void> {
  try {
    // Missing on plain http beyond this machine, and refused where the page may not.
    await navigator.clipboard.writeText(text)
    showToast({ text: texts.viewer.copied })
  } catch {
    showToast({ tone: 'error', text: texts.viewer.copyFailed })
  }
}
