import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { GridView } from '@/shared/grid/PictureGrid'
import { type Month, monthAt } from './months'

const SHOWN_MS = 1200

/** Follows the view with the handle, and a finger or mouse on the track with the view. */
export function useScrubbing(view: GridView, months: readonly Month[]) {
  const { scroller, grid, layout } = view
  const track = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLDivElement>(null)
  const [now, setNow] = useState(0)
  const [isDragging, setDragging] = useState(false)
  const isMoving = useRecently(scroller)
  /** Where a key has led: what is last on the screen cannot come to its top, and is meant all the same. */
  const aimed = useRef<{ day: string; top: number; count: number } | null>(null)

  const goTo = (month: number) => {
    const { day } = months[month] ?? {}
    if (!day) return
    scroller.scrollTop = month === 0 ? 0 : layout.topOfDay(day) + grid.offsetTop
    aimed.current = { day, top: scroller.scrollTop, count: layout.list.count }
    setNow(month)
  }
  /** What has loaded since may have another height; where there are others, a person has gone elsewhere. */
  const aimAgain = useEffectEvent(() => {
    const { day, count } = aimed.current ?? {}
    const month = count === layout.list.count ? months.findIndex((one) => one.day === day) : -1
    if (month >= 0) goTo(month)
    else aimed.current = null
  })

  useEffect(() => {
    const follow = () => {
      const range = Math.max(1, scroller.scrollHeight - scroller.clientHeight)
      const y = (scroller.scrollTop / range) * (track.current?.clientHeight ?? 0)
      if (handle.current) handle.current.style.transform = `translateY(${y}px)`
      if (aimed.current?.top === scroller.scrollTop) return
      aimed.current = null
      const isAtEnd = scroller.scrollTop >= range - 1
      setNow(isAtEnd ? months.length - 1 : monthAt(months, scroller.scrollTop - grid.offsetTop + 1))
    }
    aimAgain()
    follow()
    scroller.addEventListener('scroll', follow, { passive: true })
    return () => scroller.removeEventListener('scroll', follow)
  }, [scroller, grid, months])

  const shareAt = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect()
    return box ? Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)) : 0
  }
  const pull = (event: PointerEvent) => {
    scroller.scrollTop = shareAt(event) * (scroller.scrollHeight - scroller.clientHeight)
  }
  return {
    track: track as RefObject<HTMLDivElement>,
    handle: handle as RefObject<HTMLDivElement>,
    now,
    isDragging,
    isMoving,
    goTo,
    pointer: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
        pull(event)
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (isDragging) pull(event)
      },
      onLostPointerCapture: () => setDragging(false),
    },
  }
}

/** Whether an element has scrolled lately. */
function useRecently(scroller: HTMLElement): boolean {
  const [is, set] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const moved = () => {
      clearTimeout(timer)
      timer = setTimeout(() => set(false), SHOWN_MS)
      set(true)
    }
    scroller.addEventListener('scroll', moved, { passive: true })
    return () => {
      clearTimeout(timer)
      scroller.removeEventListener('scroll', moved)
    }
  }, [scroller])
  return is
}
