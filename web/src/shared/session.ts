import { base } from './base'
import { Store } from './store'
import { texts } from './texts'
import { showToast } from './toasts'

export const signedOut = new Store(false)

export function markSignedOut(): void {
  signedOut.set(true)
}

export async function signOut(): Promise<void> {
  try {
    const { ok } = await fetch(`${base}auth/logout`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'GraphQL-Require-Preflight': '1' },
    })
    if (!ok) throw new Error('still signed in')
    window.location.reload()
  } catch {
    showToast({ tone: 'error', text: texts.errors.network })
  }
}
