import { moreTexts } from '@/shared/moreTexts'
import { showToast } from '@/shared/toasts'

/** `what` names the text in the message that says it was copied. */
export async function copyText(text: string, what: string = moreTexts.copying.what): Promise<void> {
  try {
    // Missing on plain http beyond this machine, and refused where the page may not.
    await navigator.clipboard.writeText(text)
    showToast({ text: moreTexts.copying.done(what) })
  } catch {
    showToast({ tone: 'error', text: moreTexts.copying.failed })
  }
}
