import { memo, type ReactNode } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { SelectBox } from '@/shared/selection/SelectBox'
import { useIsCandidate, useIsSelected } from '@/shared/selection/useSelection'
import type { Box } from './justify'

export interface TileBox {
  width: number
  urgent: boolean
  /** 0 for the one tile that Tab stops at, -1 for all others. */
  tabIndex: 0 | -1
}

interface GridCellProps extends TileBox {
  picture: Picture
  box: Box
  column: number
  renderTile: (picture: Picture, box: TileBox) => ReactNode
}

/** A tile's place in the grid, with its check; it alone is drawn again when it is selected. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { picture, box, column, renderTile, width, urgent, tabIndex } = props
  const selected = useIsSelected(picture.id)
  const candidate = useIsCandidate(picture.id)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its link has the focus
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div
      role="gridcell"
      aria-selected={selected}
      aria-colindex={column + 1}
      data-tile={box.index}
      data-selected={selected || undefined}
      data-candidate={(candidate && !selected) || undefined}
      className="group/cell absolute inset-y-0 select-none"
      style={{ left: box.left, width: box.width }}
    >
      {renderTile(picture, { width, urgent, tabIndex })}
      <SelectBox id={picture.id} prompt={picture.prompt} />
    </div>
  )
})
