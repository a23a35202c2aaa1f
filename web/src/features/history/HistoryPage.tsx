import { useQueryClient } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useMemo } from 'react'
import type { Operation } from '@/shared/graphql/operations'
import { moreTexts } from '@/shared/moreTexts'
import { texts } from '@/shared/texts'
import { Button } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { LoadFailure } from '@/shared/ui/LoadFailure'
import { PageFrame } from '@/shared/ui/PageFrame'
import { useReadingOn } from '@/shared/useReadingOn'
import { byDay } from './byDay'
import { OperationRow } from './OperationRow'
import { useOperations } from './useOperations'

const words = moreTexts.history

export function HistoryPage() {
  const client = useQueryClient()
  const { operations, isError, isSuccess, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useOperations()
  const days = useMemo(() => byDay(operations), [operations])
  const { firstOlder, remember } = useReadingOn(operations)
  // A button that is disabled would lose the focus.
  const loadOlder = () => {
    remember()
    if (!isFetchingNextPage) void fetchNextPage()
  }
  const undo = async (operation: Operation) => {
    const { undoDone } = await import('@/shared/operations/undoDone')
    await undoDone(client, [operation])
  }
  return (
    <PageFrame title={texts.pages.history}>
      <div className="mx-auto max-w-3xl px-3 pb-12 sm:px-6">
        <p className="pb-5 text-sm text-zinc-600 dark:text-zinc-400">{words.note}</p>
        {isError && operations.length === 0 && (
          <LoadFailure reason={words.failed} retry={() => void refetch()} />
        )}
        {isSuccess && operations.length === 0 && (
          <EmptyState icon={History} title={words.empty.title} body={words.empty.body} />
        )}
        {days.map(({ day, label, done }) => (
          <section key={day} aria-label={label} className="mb-7">
            <h2 className="mb-2 px-1 font-medium text-sm text-zinc-600 dark:text-zinc-400">{label}</h2>
            <ul className="divide-y divide-zinc-100 overflow-hidden rounded-2xl bg-white ring-1 ring-zinc-200 dark:divide-zinc-800/70 dark:bg-zinc-900/60 dark:ring-zinc-800">
              {done.map((operation) => (
                <OperationRow
                  key={operation.id}
                  operation={operation}
                  focused={operation.id === firstOlder}
                  onUndo={(one) => void undo(one)}
                />
              ))}
            </ul>
          </section>
        ))}
        {hasNextPage && (
          <div className="flex justify-center">
            <Button onClick={loadOlder}>{words.more}</Button>
          </div>
        )}
      </div>
    </PageFrame>
  )
}
