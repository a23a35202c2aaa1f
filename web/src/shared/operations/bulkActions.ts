import type { QueryClient } from '@tanstack/react-query'
import type { ImageAction } from '@/shared/graphql/operations'
import { moreTexts } from '@/shared/moreTexts'
import { countOf, type Selection } from '@/shared/selection/selection'
import { texts } from '@/shared/texts'
import { actOn } from './actOn'
import { deleteSelected } from './deleteForEver'
import { downloadSelected } from './downloadSelected'

export interface BulkAction {
  name: ImageAction | 'DOWNLOAD'
  label: string
  danger: boolean
  run: () => void
}

/** What makes sense for what is selected. */
export function bulkActions(client: QueryClient, chosen: Selection): BulkAction[] {
  const download: BulkAction = {
    name: 'DOWNLOAD',
    label: texts.gallery.download,
    danger: false,
    run: () => void downloadSelected(chosen),
  }
  const act = (name: ImageAction, label: string): BulkAction => ({
    name,
    label,
    danger: false,
    run: () => void actOn(client, chosen, name),
  })
  if (chosen.filter.trashed) {
    return [
      download,
      act('RESTORE', texts.trash.restore),
      {
        name: 'DELETE',
        label: texts.trash.deleteForEver,
        danger: true,
        run: () => void deleteSelected(client, chosen),
      },
    ]
  }
  const starred = starredIn(chosen)
  return [
    ...(starred < countOf(chosen) ? [act('STAR', moreTexts.selection.star)] : []),
    ...(starred > 0 ? [act('UNSTAR', moreTexts.selection.unstar)] : []),
    download,
    act('TRASH', texts.gallery.trash),
  ]
}

function starredIn(chosen: Selection): number {
  if (chosen.kind === 'matching') return chosen.starredCount
  return [...chosen.pictures.values()].filter((picture) => picture.starred).length
}
