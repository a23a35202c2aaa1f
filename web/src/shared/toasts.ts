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
  /** 0 to 1, or an unknown share: something is under way, and the message stays until that has ended. */
  progress: number | 'unknown' | null
}

export const TOAST_MS = 8_000
const MOST_AT_ONCE = 4

export const toasts = new Store<readonly Toast[]>([])
let lastId = 0

/** Shows a message and returns the number by which it can be taken away again. */
export function showToast(toast: Partial<Toast> & { text: string }): number {
  lastId += 1
  const shown: Toast = { tone: 'plain', action: null, progress: null, ...toast, id: lastId }
  toasts.set([...toasts.get(), shown].slice(-MOST_AT_ONCE))
  return lastId
}

/** Changes a message that is still shown. */
export function updateToast(id: number, change: Partial<Toast>): void {
  toasts.set(toasts.get().map((toast) => (toast.id === id ? { ...toast, ...change } : toast)))
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}
