import { CheckCheck, X } from 'lucide-react'
import { act } from '@/shared/actions/act'
import { type ActionId, actionsFor, type Offered, type Target } from '@/shared/actions/actions'
import { ACTION_ICONS } from '@/shared/actions/icons'
import { keyText } from '@/shared/actions/keyText'
import { formatNumber } from '@/shared/format'
import { formatBytes } from '@/shared/formatDetails'
import { moreTexts } from '@/shared/moreTexts'
import { selectEverything } from '@/shared/picking/everything'
import { clearSelection, countOf, type Selection, selection } from '@/shared/selection/selection'
import { useStore } from '@/shared/store'
import { texts } from '@/shared/texts'
import { Button, IconButton } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'

const words = moreTexts.selection
/** Their signs are known to everybody, and need no word where there is little room. */
const PLAIN: readonly ActionId[] = ['star', 'unstar', 'download']

/** What is selected and what can be done with it, in the place of the page's header. */
export function BulkBar() {
  const chosen = useStore(selection)
  const target: Target = { kind: 'many', chosen }
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
      {/* On a phone there is no room for all of them: the rest is reached by a swipe. */}
      <div className="-m-1 ms-auto flex min-w-0 shrink-[9] gap-1 overflow-x-auto p-1 [scrollbar-width:none] sm:gap-2">
        {actionsFor(target).map((action) => (
          <BarButton key={action.id} action={action} target={target} />
        ))}
      </div>
    </section>
  )
}

function Sums({ chosen }: { chosen: Selection }) {
  return (
    <p className="flex min-w-10 shrink flex-col tabular-nums leading-tight sm:flex-row sm:items-baseline sm:gap-2.5">
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

function BarButton({ action, target }: { action: Offered; target: Target }) {
  const { id, label, keys, isFinal } = action
  const Icon = ACTION_ICONS[id]
  const isPlain = PLAIN.includes(id)
  return (
    <Button
      tone={isFinal ? 'caution' : 'plain'}
      aria-label={label}
      title={`${label} (${keyText(keys[0] ?? '')})`}
      className={classes(
        'shrink-0',
        isPlain
          ? 'max-2xl:size-9 max-2xl:px-0 max-2xl:pointer-coarse:size-11'
          : 'max-xl:size-9 max-xl:px-0 max-xl:pointer-coarse:size-11',
      )}
      onClick={() => {
        void act(id, target)
        returnToGrid()
      }}
    >
      <Icon size={17} aria-hidden />
      <span className={isPlain ? 'max-2xl:hidden' : 'max-xl:hidden'}>{label}</span>
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
