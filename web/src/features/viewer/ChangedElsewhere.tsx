import { useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { Button } from '@/shared/ui/Button'
import type { ViewerActions } from './useViewerActions'
import { words } from './words'

interface ChangedElsewhereProps {
  picture: Picture
  isGone: boolean
  actions: ViewerActions
}

const said = words.elsewhere

/** Says that the picture has gone elsewhere while it was looked at, and offers what can be done then. */
export function ChangedElsewhere({ picture, isGone, actions }: ChangedElsewhereProps) {
  const trashed = picture.deletedAt !== null
  const [before] = useState(trashed)
  if (!isGone && trashed === before) return null
  const moved = trashed ? said.trashed : said.restored
  return (
    <div
      role="status"
      className="absolute inset-x-0 top-2 mx-auto flex w-fit max-w-[calc(100%-1rem)] flex-wrap items-center justify-center gap-2 rounded-xl bg-zinc-800 py-2 pe-2 ps-4 text-sm shadow-xl ring-1 ring-white/10"
    >
      <span>{isGone ? said.deleted : moved}</span>
      {!isGone && trashed && <Button onClick={actions.restoreHere}>{said.restore}</Button>}
      <Button onClick={actions.onward}>{actions.hasMore ? said.goOn : said.close}</Button>
    </div>
  )
}
