import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { justify, type Row } from './justify'
import { useArrowKeys } from './useArrowKeys'
import { useTileFocus } from './useTileFocus'
import { useVisibleRows } from './useVisibleRows'

const GAP = 6
const ROWS_AHEAD = 6

export interface TileBox {
  width: number
  urgent: boolean
}

interface PictureGridProps {
  pictures: Picture[]
  scrollRef: RefObject<HTMLDivElement | null>
  hasMore: boolean
  loadMore: () => void
  renderTile: (picture: Picture, box: TileBox) => ReactNode
}

/** Justified rows of which only those near the view exist. */
export function PictureGrid({ pictures, scrollRef, hasMore, loadMore, renderTile }: PictureGridProps) {
  const { element, setElement, width } = useWidth()
  const rows = useMemo(
    () => (width > 0 ? justify(pictures, width, rowHeightAt(width), GAP) : []),
    [pictures, width],
  )
  const { focused, onFocus, onBlur } = useTileFocus(element, pictures)
  const { visible, scrollToRow } = useVisibleRows(rows, scrollRef, focused)
  const nearEnd = rows.length > 0 && (visible.at(-1) ?? 0) >= rows.length - ROWS_AHEAD
  useEffect(() => {
    if (nearEnd && hasMore) loadMore()
  }, [nearEnd, hasMore, loadMore])
  const onKeyDown = useArrowKeys(rows, scrollToRow)
  const last = rows.at(-1)

  return (
    <div className="px-2 pb-8 sm:px-6">
      <section
        ref={setElement}
        aria-label={texts.gallery.grid}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
        className="relative"
        style={{ height: last ? last.top + last.height : 0 }}
      >
        {visible.map((index) => {
          const row = rows[index]
          return row && <GridRow key={index} row={row} index={index} {...{ width, pictures, renderTile }} />
        })}
      </section>
    </div>
  )
}

interface GridRowProps extends Pick<PictureGridProps, 'pictures' | 'renderTile'> {
  row: Row
  index: number
  width: number
}

function GridRow({ row, index, width, pictures, renderTile }: GridRowProps) {
  return (
    <div
      className="absolute left-0 [contain:layout_size_paint]"
      style={{ transform: `translateY(${row.top}px)`, width, height: row.height }}
    >
      {row.boxes.map((box) => {
        const picture = pictures[box.index]
        return (
          picture && (
            <div
              key={picture.id}
              data-tile={box.index}
              className="absolute inset-y-0"
              style={{ left: box.left, width: box.width }}
            >
              {renderTile(picture, { width: box.width, urgent: index < 2 })}
            </div>
          )
        )
      })}
    </div>
  )
}

function useWidth() {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return { element, setElement, width }
}

function rowHeightAt(width: number): number {
  if (width < 640) return 150
  return width < 1100 ? 210 : 250
}
