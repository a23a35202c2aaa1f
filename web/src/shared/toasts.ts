import { Store } from './store'

export interface ToastAction {
  label: string
  run(): unknown
}

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'error'
  action: ToastAction | null
}

export const TOAST_MS = 8_000
const MOST_AT_ONCE = 4

export const toasts = new Store<readonly Toast[]>([])
let lastId = 0

/** Shows a message and returns what takes it away again. */
export function showToast(toast: { text: string; tone?: Toast['tone']; action?: ToastAction }): () => void {
  lastId += 1
  const id = lastId
  const shown: Toast = { id, text: toast.text, tone: toast.tone ?? 'plain', action: toast.action ?? null }
  toasts.set([...toasts.get(), shown].slice(-MOST_AT_ONCE))
  return () => dismissToast(id)
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Does what the newest message offers; false when none offers anything. */
export function runLatestAction(): boolean {
  const latest = toasts.get().findLast((toast) => toast.action)
  if (!latest?.action) return false
  dismissToast(latest.id)
  latest.action.run()
  return true
}
