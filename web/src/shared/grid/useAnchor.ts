import { hashKey } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { useNavigationType } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import { belongs, type ImageListFilter } from '@/shared/imageOrder'
import type { LookedAt } from '@/shared/timeline/usePictureList'
import { type Anchor, anchorAt, topFor } from './anchor'
import type { GridLayout } from './GridLayout'

/** Nearer to the top than this, one is at the top: what is new shows there at once. */
export const AT_TOP = 8

interface Kept {
  grid: HTMLElement | null
  scrollRef: RefObject<HTMLElement | null>
  layout: GridLayout
  list: LookedAt
  /** Called when the view was moved. */
  onMove: () => void
}

/** Keeps the first tile in view at its place: whatever comes and goes, over Back, reload and other filters. */
export function useAnchor({ grid, scrollRef, layout, list, onMove }: Kept): void {
  const { filter, load } = list
  const isKnown = list.pictures.parts.length > 0
  const store = `place ${hashKey([filter])}`
  const returns = useNavigationType() === 'POP'
  const anchor = useRef<Anchor | null | undefined>(undefined)
  if (anchor.current === undefined) anchor.current = returns ? recalled(store) : null
  const seen = useRef(0)
  const latest = useRef({ layout, store })

  const scrollTo = useCallback(
    (top: number) => {
      const scroller = scrollRef.current
      if (!scroller || Math.abs(scroller.scrollTop - top) < 0.5) return
      scroller.scrollTop = top
      seen.current = scroller.scrollTop
      onMove()
    },
    [scrollRef, onMove],
  )
  const inView = useCallback(() => {
    const scroller = scrollRef.current
    if (!grid || !scroller) return null
    const top = scroller.scrollTop - grid.offsetTop
    return anchorAt(latest.current.layout, top, top + scroller.clientHeight)
  }, [grid, scrollRef])
  /** Takes notice of where a person has scrolled to. */
  const follow = useCallback(() => {
    const scroller = scrollRef.current
    if (!grid || !scroller || scroller.scrollTop === seen.current) return
    seen.current = scroller.scrollTop
    anchor.current = scroller.scrollTop <= AT_TOP ? null : inView()
  }, [grid, scrollRef, inView])

  const shown = useRef<ImageListFilter | null>(null)
  useLayoutEffect(() => {
    if (!isKnown) return
    const [before, held] = [shown.current, anchor.current]
    shown.current = filter
    if (before === filter || !held || !('picture' in held)) return
    if (before === null) void load(held.picture, held.picture).catch(() => undefined)
    else if (!belongs(asKnown(held.picture, latest.current.layout), filter)) {
      anchor.current = null
      scrollTo(0)
    }
  }, [isKnown, filter, load, scrollTo])

  useLayoutEffect(() => {
    // What has been scrolled since the last event still shows things where they stood before.
    if (scrollRef.current && !isAtEnd(scrollRef.current)) follow()
    latest.current = { layout, store }
    const top = grid && anchor.current && topFor(anchor.current, layout)
    if (grid && typeof top === 'number') scrollTo(top + grid.offsetTop)
    // A day was held on to while its pictures were not loaded: now there is a tile.
    if (anchor.current && !('picture' in anchor.current)) anchor.current = inView() ?? anchor.current
  }, [grid, scrollRef, layout, store, follow, scrollTo, inView])

  useEffect(() => {
    const scroller = scrollRef.current
    if (!grid || !scroller) return
    const keep = () => remember(latest.current.store, anchor.current ?? null)
    scroller.addEventListener('scroll', follow, { passive: true })
    window.addEventListener('pagehide', keep)
    return () => {
      keep()
      scroller.removeEventListener('scroll', follow)
      window.removeEventListener('pagehide', keep)
    }
  }, [grid, scrollRef, follow])
}

/** A picture as the list has it now: it may have been starred since it was taken notice of. */
function asKnown(picture: Picture, { list }: GridLayout): Picture {
  const known = list.at(list.placeOf(picture))
  return known?.id === picture.id ? known : picture
}

/** A list that has become shorter is scrolled by the browser, to its end. */
function isAtEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1
}

function remember(store: string, anchor: Anchor | null): void {
  try {
    if (anchor) sessionStorage.setItem(store, JSON.stringify(anchor))
    else sessionStorage.removeItem(store)
  } catch {
    // Full or forbidden: the next visit begins at the top.
  }
}

function recalled(store: string): Anchor | null {
  try {
    return JSON.parse(sessionStorage.getItem(store) ?? 'null')
  } catch {
    return null
  }
}
