import { useQueryClient } from '@tanstack/react-query'
import { CheckCheck, Download, type LucideIcon, Star, StarOff, Trash2, Undo2, X } from 'lucide-react'
import { formatBytes } from '@/shared/format'
import { moreTexts } from '@/shared/moreTexts'
import { type BulkAction, bulkActions } from '@/shared/operations/bulkActions'
import { selectEverything } from '@/shared/picking/everything'
import { clearSelection, countOf, type Selection, selection } from '@/shared/selection/selection'
import { useStore } from '@/shared/store'
import { formatNumber, texts } from '@/shared/texts'
import { Button, IconButton } from '@/shared/ui/Button'

const words = moreTexts.selection

/** What is selected and what can be done with it, in the place of the page's header. */
export function BulkBar() {
  const client = useQueryClient()
  const chosen = useStore(selection)
  const actions = bulkActions(client, chosen)
  if (countOf(chosen) === 0) return null
  return (
    <section aria-label={words.bar} className="flex min-w-0 flex-1 animate-rise items-center gap-1 sm:gap-2">
      <IconButton label={words.clear} onClick={clearAndReturn}>
        <X size={20} aria-hidden />
      </IconButton>
      <Sums chosen={chosen} />
      {chosen.kind === 'chosen' && (
        <Button tone="quiet" className="shrink-0" onClick={() => void selectEverything(chosen.filter)}>
          <CheckCheck size={16} aria-hidden />
          <span className="max-sm:sr-only">{words.all}</span>
        </Button>
      )}
      <span className="ml-auto" />
      {actions.map((action) => (
        <BarButton key={action.label} {...action} icon={ICONS[action.name]} />
      ))}
    </section>
  )
}

const ICONS: Record<BulkAction['name'], LucideIcon> = {
  DOWNLOAD: Download,
  STAR: Star,
  UNSTAR: StarOff,
  TRASH: Trash2,
  RESTORE: Undo2,
  DELETE: Trash2,
}

function Sums({ chosen }: { chosen: Selection }) {
  return (
    <p className="flex min-w-0 shrink flex-col tabular-nums leading-tight sm:flex-row sm:items-baseline sm:gap-2.5">
      <strong className="truncate font-semibold text-sm sm:text-base">
        <span className="sm:hidden">{formatNumber(countOf(chosen))}</span>
        <span className="max-sm:hidden">{texts.selection.selected(countOf(chosen))}</span>
      </strong>
      <span className="truncate text-xs text-zinc-500 sm:text-sm dark:text-zinc-400">
        {formatBytes(bytesOf(chosen))}
      </span>
    </p>
  )
}

function BarButton({ label, run, danger, icon: Icon }: BulkAction & { icon: LucideIcon }) {
  return (
    <Button
      tone={danger ? 'caution' : 'plain'}
      aria-label={label}
      title={label}
      className="shrink-0 max-lg:size-9 max-lg:px-0 max-lg:pointer-coarse:size-11"
      onClick={() => {
        run()
        returnToGrid()
      }}
    >
      <Icon size={17} aria-hidden />
      <span className="max-lg:hidden">{label}</span>
    </Button>
  )
}

function bytesOf(chosen: Selection): number {
  if (chosen.kind === 'matching') return chosen.byteSize
  return [...chosen.pictures.values()].reduce((sum, { byteSize }) => sum + byteSize, 0)
}

function clearAndReturn(): void {
  clearSelection()
  returnToGrid()
}

/** The button that had the focus goes away with the bar. */
function returnToGrid(): void {
  document.querySelector<HTMLElement>('[role=grid] [data-open][tabindex="0"]')?.focus({ preventScroll: true })
}
