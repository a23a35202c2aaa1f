import { useEffect, useState } from 'react'
import { pageShown } from '@/shared/ui/pageShown'

/** Says where a person has come to, and takes the focus there when it has gone with the page before. */
export function PageAnnouncer() {
  const [page, setPage] = useState('')
  // The first page is told by the browser itself.
  useEffect(() => pageShown.subscribe(() => setPage(pageShown.get())), [])
  useEffect(() => {
    if (page && document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true })
  }, [page])
  return (
    <p aria-live="polite" className="sr-only">
      {page}
    </p>
  )
}
