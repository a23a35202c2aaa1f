import type { Picture } from '@/shared/graphql/fragments'
import type { ImageAction } from '@/shared/graphql/operations'
import type { ImageChange } from '@/shared/imageCache'

/** What an action makes of a picture, as far as it can be shown before the server has answered. */
export function changeBy(action: ImageAction): ImageChange {
  if (action === 'TRASH') return { deletedAt: new Date().toISOString() }
  if (action === 'RESTORE') return { deletedAt: null, purgeAt: null }
  return { starred: action === 'STAR' }
}

/** Whether an action makes a difference to a picture. */
export function alters(action: ImageAction, picture: Picture): boolean {
  const trashed = picture.deletedAt !== null
  if (action === 'RESTORE' || action === 'DELETE') return trashed
  if (action === 'TRASH') return !trashed
  return !trashed && picture.starred !== (action === 'STAR')
}

/** What takes the action back, given the picture as it was before. */
export function inverseOf(
  action: ImageAction,
  before: Pick<Picture, 'starred' | 'deletedAt' | 'purgeAt'>,
): ImageChange {
  if (action === 'STAR' || action === 'UNSTAR') return { starred: before.starred }
  return { deletedAt: before.deletedAt, purgeAt: before.purgeAt }
}
