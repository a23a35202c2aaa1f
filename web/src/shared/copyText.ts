import { texts } from '@/shared/texts'
import { showToast } from '@/shared/toasts'

/** `what` names the text in the message that says it was copied. */
export async function copyText(text: string, what: string = texts.copying.what): Promise<void> {
  try {
    // Missing on plain http beyond this machine, and refused where the page may not.
    await navigator.clipboard.writeText(text)
    showToast({ text: texts.copying.done(what) })
  } catch {
    showToast({ tone: 'error', text: texts.copying.failed })
  }
}
