import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Draft } from '@/shared/draft'
import { EstimateQuery, UsageQuery } from '@/shared/graphql/costs'
import { request } from '@/shared/graphql/request'
import { classes } from '@/shared/ui/classes'
import { usageKey } from '@/shared/viewer'
import { estimateText, leftOf } from './cost'

/** What this may take, and what is left of the day. */
export function CostLine({ draft, model }: { draft: Draft; model: string }) {
  const { data: estimates } = useEstimates(draft)
  const { data: usage } = useQuery({
    queryKey: usageKey,
    queryFn: async ({ signal }) => (await request(UsageQuery, {}, signal)).viewer.usage,
  })
  if (!estimates || !usage) return <p className="h-4" />
  const each = estimates.find(({ name }) => name === model)?.estimatedTokens ?? null
  const left = leftOf(usage, (each ?? 0) * draft.n)
  return (
    <p className="flex min-h-4 flex-wrap gap-x-3 text-xs text-zinc-500 tabular-nums dark:text-zinc-400">
      <span>{estimateText(each, draft.n)}</span>
      {left && (
        <span
          role="status"
          className={classes(left.isShort && 'font-medium text-amber-700 dark:text-amber-300')}
        >
          {left.text}
        </span>
      )}
    </p>
  )
}

function useEstimates({ size, quality }: Draft) {
  return useQuery({
    queryKey: ['estimate', size, quality],
    queryFn: async ({ signal }) => (await request(EstimateQuery, { size, quality }, signal)).server.models,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
}
