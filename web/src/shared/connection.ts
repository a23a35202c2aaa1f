import { Store } from './store'

/** Null until the first attempt has ended, so that a starting page does not call itself offline. */
export const connected = new Store<boolean | null>(null)
