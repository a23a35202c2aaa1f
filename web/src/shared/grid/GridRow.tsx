import { memo } from 'react'
import type { PictureList } from '@/shared/timeline/PictureList'
import { GridCell, type RenderTile } from './GridCell'
import type { PlacedRow } from './GridLayout'
import type { Row } from './justify'

interface GridRowProps {
  row: Row
  top: number
  start: number
  width: number
  list: PictureList
  /** The place that Tab stops at, where it is in this row. */
  tabStop: number | undefined
  renderTile: RenderTile
}

/** Loaded first, for those that are seen without scrolling. */
const URGENT = 500

export const GridRow = memo(function GridRow({
  row,
  top,
  start,
  width,
  list,
  tabStop,
  renderTile,
}: GridRowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the links of its cells have the focus
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div
      role="row"
      className="absolute inset-s-0 [contain:layout_size_paint]"
      style={{ transform: `translateY(${top}px)`, width, height: row.height }}
    >
      {row.boxes.map((box, column) => {
        const place = start + box.index
        const picture = list.at(place)
        return (
          <GridCell
            key={picture?.id ?? place}
            picture={picture}
            place={place}
            box={box}
            column={column}
            renderTile={renderTile}
            urgent={top < URGENT}
            tabIndex={place === tabStop ? 0 : -1}
          />
        )
      })}
    </div>
  )
})

/** Whether a row holds a place. */
export function holds({ row, start }: PlacedRow, place: number): boolean {
  const [first] = row.boxes
  const index = place - start
  return first !== undefined && index >= first.index && index < first.index + row.boxes.length
}
