import { useEffect, useState } from 'react'
import { pageShown } from '@/shared/ui/pageShown'

/** Says where a person has come to, and takes the focus there when it has gone with the page before. */
export function PageAnnouncer() {
  const [page, setPage] = useState('')
  // The first page is told by the browser itself.
  useEffect(() => {
    let before = pageShown.get()
    return pageShown.subscribe(() => {
      if (before) setPage(pageShown.get())
      before = pageShown.get()
    })
  }, [])
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
