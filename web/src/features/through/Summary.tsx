import { Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { formatNumber } from '@/shared/format'
import { Button } from '@/shared/ui/Button'
import type { Decider } from './Decider'
import { type Round, tallyOf } from './decisions'
import { words } from './words'

interface SummaryProps {
  round: Round
  decider: Decider
  onClose: () => void
}

/** What came of it, and the way to take all of it back. */
export function Summary({ round, decider, onClose }: SummaryProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { kept, starred, trashed } = tallyOf(round)
  return (
    <section className="grid min-h-0 flex-1 place-content-center justify-items-center gap-6 overflow-y-auto px-6 py-8 text-center">
      <div>
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-2xl tracking-tight outline-none">
          {words.summary}
        </h1>
        <p className="mt-2 max-w-sm text-balance text-sm text-zinc-400">
          {words.summaryBody(round.ids.length)}
        </p>
      </div>
      <dl className="flex gap-8 sm:gap-12">
        <Sum name={words.tally.kept} count={kept} />
        <Sum name={words.tally.starred} count={starred} />
        <Sum name={words.tally.trashed} count={trashed} />
      </dl>
      <div className="flex flex-wrap justify-center gap-2">
        {round.steps.length > 0 && (
          <Button tone="onDark" onClick={() => void decider.undoAll()}>
            <Undo2 size={16} aria-hidden />
            {words.undoAll}
          </Button>
        )}
        <Button tone="onDark" onClick={() => decider.goTo(0)}>
          {words.again}
        </Button>
        <Button tone="primary" onClick={onClose}>
          {words.done}
        </Button>
      </div>
    </section>
  )
}

function Sum({ name, count }: { name: string; count: number }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-zinc-400">{name}</dt>
      <dd className="font-semibold text-4xl tabular-nums">{formatNumber(count)}</dd>
    </div>
  )
}
