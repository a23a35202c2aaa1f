import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { comparePictures, type ImageListFilter } from '@/shared/imageOrder'
import { usePicking } from '@/shared/selection/usePicking'
import { useIsSelecting } from '@/shared/selection/useSelection'
import { texts } from '@/shared/texts'
import { GridCell, type TileBox } from './GridCell'
import { justify, type Row } from './justify'
import { focusTile, useArrowKeys } from './useArrowKeys'
import { useReturn } from './useReturn'
import { useTileFocus } from './useTileFocus'
import { rowOf, useVisibleRows } from './useVisibleRows'

const GAP = 6
const ROWS_AHEAD = 6

interface PictureGridProps {
  pictures: Picture[]
  filter: ImageListFilter
  scrollRef: RefObject<HTMLDivElement | null>
  hasMore: boolean
  loadMore: () => Promise<readonly Picture[] | null>
  renderTile: (picture: Picture, box: TileBox) => ReactNode
}

/** Justified rows of which only those near the view exist; one stop for Tab, arrows go on from there. */
export function PictureGrid(props: PictureGridProps) {
  const { pictures, filter, scrollRef, hasMore, loadMore, renderTile } = props
  const { element, setElement, width } = useWidth()
  const rows = useMemo(
    () => (width > 0 ? justify(pictures, width, rowHeightAt(width), GAP) : []),
    [pictures, width],
  )
  const { focused, last: lastFocused, onFocus, onBlur } = useTileFocus(element, pictures)
  const { visible, scrollToRow } = useVisibleRows(rows, scrollRef, focused)
  // Of a list whose loaded pictures have all gone elsewhere, too, the rest comes.
  const nearEnd = width > 0 && (visible.at(-1) ?? 0) >= rows.length - ROWS_AHEAD
  useEffect(() => {
    if (nearEnd && hasMore) void loadMore()
  }, [nearEnd, hasMore, loadMore])
  usePicking(element, { pictures, filter, loadMore })
  const selecting = useIsSelecting()
  const tabStop = tabStopOf(rows, visible, lastFocused)
  const onKeyDown = useArrowKeys(rows, scrollToRow)
  const goTo = useCallback(
    (picture: Picture) => {
      const place = placeOf(pictures, picture, filter)
      const row = rowOf(rows, place)
      scrollToRow(row)
      if (element && !focusTile(element, place)) requestAnimationFrame(() => focusTile(element, place))
    },
    [element, pictures, filter, rows, scrollToRow],
  )
  useReturn(filter, goTo)
  const last = rows.at(-1)

  return (
    <div className="px-2 pb-8 sm:px-6">
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows */}
      <div
        ref={setElement}
        role="grid"
        aria-hidden={rows.length === 0 || undefined}
        aria-label={texts.gallery.grid}
        aria-multiselectable
        aria-rowcount={hasMore ? -1 : rows.length}
        data-selecting={selecting || undefined}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
        className="group/grid relative touch-manipulation [-webkit-touch-callout:none]"
        style={{ height: last ? last.top + last.height : 0 }}
      >
        {visible.map((index) => {
          const row = rows[index]
          return (
            row && (
              <GridRow key={index} row={row} index={index} {...{ width, pictures, renderTile, tabStop }} />
            )
          )
        })}
      </div>
    </div>
  )
}

interface GridRowProps extends Pick<PictureGridProps, 'pictures' | 'renderTile'> {
  row: Row
  index: number
  width: number
  tabStop: number
}

function GridRow({ row, index, width, pictures, renderTile, tabStop }: GridRowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the links of its cells have the focus
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out in justified rows
    <div
      role="row"
      aria-rowindex={index + 1}
      className="absolute left-0 [contain:layout_size_paint]"
      style={{ transform: `translateY(${row.top}px)`, width, height: row.height }}
    >
      {row.boxes.map((box, column) => {
        const picture = pictures[box.index]
        return (
          picture && (
            <GridCell
              key={picture.id}
              picture={picture}
              box={box}
              column={column}
              renderTile={renderTile}
              width={box.width}
              urgent={index < 2}
              tabIndex={box.index === tabStop ? 0 : -1}
            />
          )
        )
      })}
    </div>
  )
}

/** Tab comes back to the tile it left, or to the first one in view where that has scrolled away. */
function tabStopOf(rows: Row[], visible: number[], lastFocused: number): number {
  const isThere = visible.some((row) => rows[row]?.boxes.some((box) => box.index === lastFocused))
  return isThere ? lastFocused : (rows[visible[0] ?? 0]?.boxes[0]?.index ?? 0)
}

/** Where a picture stands, or the one that came into its place. */
function placeOf(pictures: readonly Picture[], picture: Picture, filter: ImageListFilter): number {
  const place = pictures.findIndex(
    (other) => other.id === picture.id || comparePictures(other, picture, filter) > 0,
  )
  return place < 0 ? pictures.length - 1 : place
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
