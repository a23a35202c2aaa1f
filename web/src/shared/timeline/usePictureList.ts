import { hashKey, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ImageListFilter, Place } from '@/shared/imageOrder'
import { type Chapter, chapterAt } from './chapters'
import { ListKeeper } from './ListKeeper'
import type { PictureList } from './PictureList'
import { TimelineLists } from './TimelineLists'
import { useTimeline } from './useTimeline'

/** How many places before the end of what is loaded the rest is asked for. */
const AHEAD = 40
const NO_CHAPTERS: Chapter[] = []

/** A list to look at: it loads what one comes near to. */
export interface LookedAt {
  pictures: PictureList
  filter: ImageListFilter
  ratio: number
  /** Loads what stands from one place to another, and a little more. */
  near: (from: number, to: number) => void
  /** Loads what is not loaded between two pictures. */
  load: (one: Place, other: Place) => Promise<PictureList>
  retry: (part: Chapter) => void
}

export function usePictureList(wanted: ImageListFilter) {
  const filter = useSame(wanted)
  const client = useQueryClient()
  const timeline = useTimeline(filter)
  const chapters = timeline.data?.chapters ?? NO_CHAPTERS
  const lists = useMemo(() => new TimelineLists(client, chapters), [client, chapters])
  const pictures = useSyncExternalStore(lists.subscribe, lists.get)
  const [keeper] = useState(() => new ListKeeper(client))
  useEffect(() => () => keeper.stop(), [keeper])

  const near = useCallback(
    (from: number, to: number) => {
      const { parts, starts } = lists.get()
      const [first, last] = [lists.get().partOf(from), lists.get().partOf(to)]
      // The newest are watched wherever one looks, so that what comes is known.
      keeper.watch(parts.filter((_, i) => i === 0 || (i >= first && i <= last)))
      for (let i = first; i <= last; i += 1) {
        const part = parts[i]
        if (part && to >= (starts[i] ?? 0) + part.pictures.length - AHEAD) keeper.more(part)
      }
    },
    [lists, keeper],
  )
  const load = useCallback(
    async (one: Place, other: Place) => {
      const { parts } = lists.get()
      const ends = [chapterAt(parts, one.createdAt), chapterAt(parts, other.createdAt)]
      const between = parts.slice(Math.min(...ends), Math.max(...ends) + 1)
      for (const part of between) {
        await keeper.loadUntil(part, one)
        await keeper.loadUntil(part, other)
      }
      return lists.get()
    },
    [lists, keeper],
  )
  const retry = useCallback((part: Chapter) => keeper.retry(part), [keeper])
  // What was shown before stays shown until the list that is asked for is known.
  const shown = timeline.data?.filter ?? filter
  const ratio = timeline.data?.ratio ?? 1
  const list = useMemo<LookedAt>(
    () => ({ pictures, filter: shown, ratio, near, load, retry }),
    [pictures, shown, ratio, near, load, retry],
  )
  return { ...timeline, list }
}

/** The same object while it says the same. */
function useSame<Value>(value: Value): Value {
  const kept = useRef(value)
  if (hashKey([kept.current]) !== hashKey([value])) kept.current = value
  return kept.current
}
