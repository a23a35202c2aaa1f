import { Store } from '@/shared/store'

/** The name of the page that is shown, for those who are told of it. */
export const pageShown = new Store('')
