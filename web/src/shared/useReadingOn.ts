import { useState } from 'react'

/** Where a person goes on reading who has asked for older ones at the end of a list. */
export function useReadingOn(items: readonly { id: string }[]) {
  const [last, setLast] = useState<string>()
  const at = items.findIndex(({ id }) => id === last)
  return {
    /** The first that came, once it is there. */
    firstOlder: at < 0 ? undefined : items[at + 1]?.id,
    remember: () => setLast(items.at(-1)?.id),
  }
}
