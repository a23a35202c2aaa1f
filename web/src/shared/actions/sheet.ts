import { Store } from '@/shared/store'

/** Whether the sheet of shortcuts is open. */
export const sheetShown = new Store(false)
