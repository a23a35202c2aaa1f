import { useEffect } from 'react'
import { base } from '@/shared/base'
import { useEditor } from '@/shared/EditorContext'
import { texts } from '@/shared/texts'

/** The tab says how many jobs are under way, for those who wait in another tab. */
export function useDocumentTitle(page: string): void {
  const busy = useEditor().pendingJobs.length
  useEffect(() => {
    const title = texts.app.title(page)
    const before = document.title
    document.title = busy > 0 ? texts.app.busyTitle(busy, title) : title
    return () => {
      document.title = before
    }
  }, [page, busy])
  const isBusy = busy > 0
  useEffect(() => {
    document
      .querySelector('link[rel=icon]')
      ?.setAttribute('href', `${base}${isBusy ? 'favicon-busy.svg' : 'favicon.svg'}`)
  }, [isBusy])
}
