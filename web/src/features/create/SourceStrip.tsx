import { useLayoutEffect, useRef, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { MaskControl } from './mask/MaskControl'
import { SourceThumb } from './SourceThumb'
import { moved, useReorder } from './useReorder'
import { words } from './words'

interface SourceStripProps {
  sources: Picture[]
  /** How many the model takes; those past it are shown and not sent. */
  most: number
  takesMask: boolean
  maskId: string | null
  onChange: (sources: Picture[]) => void
}

/** What the pictures start from, in the order in which the model sees them. */
export function SourceStrip({ sources, most, takesMask, maskId, onChange }: SourceStripProps) {
  const list = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  const focusAt = useFocusAfterChange(list)
  const move = (from: number, to: number) => {
    if (to < 0 || to >= sources.length) return false
    onChange(moved(sources, from, to))
    setSaid(words.source.moved(to + 1, sources.length))
    return true
  }
  const remove = (place: number) => {
    focusAt.current = Math.min(place, sources.length - 2)
    // With the last one goes the strip.
    if (sources.length === 1 && !isByTouch()) document.getElementById('prompt')?.focus()
    onChange(sources.toSpliced(place, 1))
    setSaid(words.source.removed)
  }
  const { dragged, handlers } = useReorder(move)
  const [first] = sources
  return (
    <div className="px-4 pt-4">
      <ul ref={list} aria-label={words.sources} className="flex flex-wrap gap-2">
        {sources.map((source, place) => (
          <SourceThumb
            key={source.id}
            source={source}
            name={words.source.name(place + 1, sources.length, source.prompt)}
            maskId={place === 0 ? maskId : null}
            isLeftOut={place >= most}
            isDragged={dragged === place}
            handlers={handlers(place)}
            onMove={(by) => {
              if (move(place, place + by)) focusAt.current = place + by
            }}
            onRemove={() => remove(place)}
          />
        ))}
      </ul>
      <div className="mt-2 flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="text-xs text-zinc-500 tabular-nums dark:text-zinc-400">
          {sources.length > most ? (
            <span className="font-medium text-amber-700 dark:text-amber-300">
              {words.source.leftOut(most)}
            </span>
          ) : (
            words.source.count(sources.length, most)
          )}
          {sources.length > 1 && <span className="max-sm:hidden"> · {words.source.hint}</span>}
        </p>
        {takesMask && first && <MaskControl source={first} />}
      </div>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </div>
  )
}

/** A thumbnail that is moved in the page loses the focus. */
/** Where the focus in a field would bring up a keyboard. */
function isByTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}

function useFocusAfterChange(list: { current: HTMLUListElement | null }) {
  const focusAt = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (focusAt.current === null) return
    list.current?.querySelector<HTMLElement>(`[data-place="${focusAt.current}"] button`)?.focus()
    focusAt.current = null
  })
  return focusAt
}
