import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { type ImageListFilter, TRASH_ORDERS } from '@/shared/imageOrder'
import { Button } from '@/shared/ui/Button'
import { ChoiceField } from '@/shared/ui/ChoiceField'
import { words } from './words'

const OPTIONS = TRASH_ORDERS.map((value) => ({ value, text: words.orders[value] }))

export function TrashTools({ filter }: { filter: ImageListFilter }) {
  const setSearch = useSearchParams()[1]
  const client = useQueryClient()
  const empty = async () => {
    const { emptyTrash } = await import('@/shared/operations/deleteForEver')
    await emptyTrash(client)
  }
  return (
    <>
      <div className="max-sm:[&_label>span:first-child]:sr-only">
        <ChoiceField
          label={words.order}
          value={filter.order ?? 'deleted-desc'}
          options={OPTIONS}
          onChange={(order) => setSearch(order === 'deleted-desc' ? {} : { order }, { replace: true })}
        />
      </div>
      <Button tone="caution" aria-label={words.emptyAll} title={words.emptyAll} onClick={() => void empty()}>
        <Trash2 size={16} aria-hidden />
        <span className="max-sm:hidden">{words.emptyAll}</span>
      </Button>
    </>
  )
}
