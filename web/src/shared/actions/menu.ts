import { Store } from '@/shared/store'
import type { Target } from './actions'

export interface AskedMenu {
  target: Target
  /** Where in the window it was asked for. */
  x: number
  y: number
  /** What has the focus again afterwards. */
  opener: HTMLElement | null
}

/** The menu that is open; null for none. */
export const menu = new Store<AskedMenu | null>(null)
