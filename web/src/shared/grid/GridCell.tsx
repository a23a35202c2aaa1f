import { memo, type ReactNode, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { averageColour } from '@/shared/picture/thumbhash'
import { SelectBox } from '@/shared/selection/SelectBox'
import { useIsCandidate, useIsSelected } from '@/shared/selection/useSelection'
import { useIsPassing } from './fling'
import type { Box } from './justify'

export interface TileBox {
  width: number
  urgent: boolean
  /** 0 for the one tile that Tab stops at, -1 for all others. */
  tabIndex: 0 | -1
  /** Pointed at, or focused: its controls are wanted. */
  active: boolean
}

export type RenderTile = (picture: Picture, box: TileBox) => ReactNode

interface GridCellProps extends Omit<TileBox, 'active' | 'width'> {
  picture: Picture | undefined
  place: number
  box: Box
  column: number
  renderTile: RenderTile
}

/** A tile's place in the grid, with its check; it alone is drawn again when it is selected. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { picture, place, box, column } = props
  const isPassing = useIsPassing()
  const style = { insetInlineStart: box.left, width: box.width }
  if (picture && !isPassing) return <PictureCell {...props} picture={picture} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div
      role="gridcell"
      tabIndex={-1}
      aria-colindex={column + 1}
      aria-busy
      data-tile={place}
      className="absolute inset-y-0 rounded-md bg-zinc-100 dark:bg-zinc-900"
      style={picture ? { ...style, backgroundColor: averageColour(picture.thumbhash) } : style}
    />
  )
})

function PictureCell(props: GridCellProps & { picture: Picture }) {
  const { picture, place, box, column, renderTile, urgent, tabIndex } = props
  const selected = useIsSelected(picture.id)
  const candidate = useIsCandidate(picture.id)
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its link has the focus
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div
      role="gridcell"
      aria-selected={selected}
      aria-colindex={column + 1}
      data-tile={place}
      data-selected={selected || undefined}
      data-candidate={(candidate && !selected) || undefined}
      className="group/cell absolute inset-y-0 select-none"
      style={{ insetInlineStart: box.left, width: box.width }}
      onPointerEnter={(event) => setPointed(event.pointerType !== 'touch')}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {renderTile(picture, { width: box.width, urgent, tabIndex, active: pointed || focused })}
      <SelectBox id={picture.id} prompt={picture.prompt} />
    </div>
  )
}
