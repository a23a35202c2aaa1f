import { useQueryClient } from '@tanstack/react-query'
import { Clock, Trash2 } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { type ImageListFilter, TRASH_ORDERS } from '@/shared/imageOrder'
import { Button } from '@/shared/ui/Button'
import { ChoiceField } from '@/shared/ui/ChoiceField'
import { words } from './words'

const OPTIONS = TRASH_ORDERS.map((value) => ({ value, text: words.orders[value] }))

interface TrashToolsProps {
  filter: ImageListFilter
  soon: boolean
  isEmpty: boolean
}

export function TrashTools({ filter, soon, isEmpty }: TrashToolsProps) {
  const set = useParam()
  const client = useQueryClient()
  const empty = async () => {
    const { emptyTrash } = await import('@/shared/operations/deleteForEver')
    await emptyTrash(client)
  }
  return (
    <>
      <Button
        aria-pressed={soon}
        aria-label={words.expiring}
        title={words.expiring}
        className="shrink-0 max-lg:px-2.5 aria-pressed:bg-amber-100 aria-pressed:text-amber-950 dark:aria-pressed:bg-amber-400/20 dark:aria-pressed:text-amber-100"
        onClick={() => set('soon', soon ? null : '1')}
      >
        <Clock size={16} aria-hidden />
        <span className="max-lg:hidden">{words.expiring}</span>
      </Button>
      {!isEmpty && (
        <div className="min-w-0 max-sm:hidden">
          <TrashOrder filter={filter} />
        </div>
      )}
      {/* It would take all, and not only what is shown. */}
      {!soon && (
        <Button
          tone="caution"
          aria-label={words.emptyAll}
          title={words.emptyAll}
          className="shrink-0 max-lg:px-2.5"
          onClick={() => void empty()}
        >
          <Trash2 size={16} aria-hidden />
          <span className="max-lg:hidden">{words.emptyAll}</span>
        </Button>
      )}
    </>
  )
}

export function TrashOrder({ filter }: { filter: ImageListFilter }) {
  const set = useParam()
  return (
    <ChoiceField
      label={words.order}
      value={filter.order ?? TRASH_ORDERS[0]}
      options={OPTIONS}
      onChange={(order) => set('order', order === TRASH_ORDERS[0] ? null : order)}
    />
  )
}

/** Sets one part of the address and leaves the rest. */
function useParam() {
  const [, setParams] = useSearchParams()
  return (name: string, value: string | null) =>
    setParams(
      (params) => {
        if (value) params.set(name, value)
        else params.delete(name)
        return params
      },
      { replace: true },
    )
}
