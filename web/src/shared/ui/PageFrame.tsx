import { createContext, type ReactNode, type Ref, Suspense, useContext, useEffect } from 'react'
import { classes } from './classes'
import { pageShown } from './pageShown'
import { useDocumentTitle } from './useDocumentTitle'

/** What the shell puts before a page's title: the hamburger, where the sidebar is folded away. */
export const PageLeading = createContext<ReactNode>(null)

interface PageFrameProps {
  title: string
  note?: ReactNode
  actions?: ReactNode
  /** On a phone the actions need the room of the title. */
  isCrowded?: boolean
  /** A row beneath the header. */
  below?: ReactNode
  /** Stands in for the header while there is something to do with what is selected. */
  bar?: ReactNode
  scrollRef?: Ref<HTMLDivElement>
  /** A scrubber takes the place of the scroll bar, from the start: its room would come and go. */
  isScrubbed?: boolean
  children: ReactNode
}

/** A page has a still header and scrolls beneath it. */
export function PageFrame(props: PageFrameProps) {
  const { title, note, actions, isCrowded, below, bar, scrollRef, isScrubbed, children } = props
  useDocumentTitle(title)
  useEffect(() => pageShown.set(title), [title])
  const leading = useContext(PageLeading)
  const head = (
    <>
      {leading}
      <div className={classes('flex items-baseline gap-3 sm:min-w-0', isCrowded && 'max-sm:sr-only')}>
        <h1 className="shrink-0 font-semibold text-xl tracking-tight">{title}</h1>
        <div className="hidden truncate text-sm text-zinc-500 tabular-nums sm:block dark:text-zinc-400">
          {note}
        </div>
      </div>
      <div className={classes('ms-auto flex min-w-0 items-center justify-end gap-2', isCrowded && 'flex-1')}>
        {actions}
      </div>
    </>
  )
  return (
    <div className="flex h-full min-w-0 flex-col">
      <header className="flex min-h-16 shrink-0 items-center gap-x-3 px-3 py-2.5 sm:px-6">
        {bar ? (
          <Suspense fallback={head}>
            <h1 className="sr-only">{title}</h1>
            {bar}
          </Suspense>
        ) : (
          head
        )}
      </header>
      {below && (
        <div className="h-11 shrink-0 pointer-coarse:h-13">
          <Suspense fallback={null}>{below}</Suspense>
        </div>
      )}
      <div
        ref={scrollRef}
        data-scroller
        className={classes(
          'relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden [contain:strict]',
          isScrubbed && '[scrollbar-width:none]',
        )}
      >
        {children}
      </div>
    </div>
  )
}
