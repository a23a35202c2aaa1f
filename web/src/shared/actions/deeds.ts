import { base } from '@/shared/base'
import { comparePath, throughPictures } from '@/shared/batchLinks'
import { copyText } from '@/shared/copyText'
import type { Picture } from '@/shared/graphql/fragments'
import { imageActions } from '@/shared/imageActions'
import { actOn } from '@/shared/operations/actOn'
import { deletePicture, deleteSelected } from '@/shared/operations/deleteForEver'
import { downloadSelected } from '@/shared/operations/downloadSelected'
import { marked } from '@/shared/picking/marked'
import { reasonOf } from '@/shared/reasonOf'
import { saveFile } from '@/shared/saveFile'
import { listed } from '@/shared/selection/listed'
import { clearSelection, isSelected, type Selection, selection } from '@/shared/selection/selection'
import { showToast } from '@/shared/toasts'
import { type LeaveState, type ViewerState, viewerPath } from '@/shared/viewerLink'
import type { Tools } from './act'
import type { ActionId, Target } from './actions'

export function deeds(id: ActionId, target: Target, tools: Tools): void {
  if (target.kind === 'one') void toOne[id]?.(target.picture, tools)
  else void toMany[id]?.(target.chosen, tools)
}

const toOne: Partial<Record<ActionId, (picture: Picture, tools: Tools) => unknown>> = {
  open({ id }, { navigate }) {
    const { pathname, search } = window.location
    // The router knows addresses without the path that the app lies below.
    const background = { pathname: pathname.slice(base.length - 1), search }
    const state: ViewerState = { background, list: selection.get().filter }
    navigate(viewerPath(id), { state })
  },
  select: (picture) => selection.set(marked(selection.get(), [picture], true)),
  star: (picture, { client }) => imageActions(client).star(picture),
  edit(picture, { setSourceImages, navigate }) {
    setSourceImages([picture])
    navigate('/')
  },
  remix,
  copyPrompt: ({ prompt }) => copyText(prompt),
  download: ({ downloadUrl }) => saveFile(downloadUrl),
  trash: (picture, { client }) => imageActions(client).trash(picture),
  restore: (picture, { client }) => imageActions(client).restore(picture),
  delete: (picture, { client }) => deletePicture(client, picture),
}

const toMany: Partial<Record<ActionId, (chosen: Selection, tools: Tools) => unknown>> = {
  star: (chosen, { client }) => actOn(client, chosen, 'STAR'),
  unstar: (chosen, { client }) => actOn(client, chosen, 'UNSTAR'),
  download: downloadSelected,
  async goThrough(chosen, { navigate }) {
    const pictures = await listedNow(chosen)
    if (pictures.length === 0) return
    clearSelection()
    navigate(throughPictures(pictures.map(({ id }) => id)), { state: leaveState(chosen, pictures) })
  },
  async compare(chosen, { navigate }) {
    const pictures = await listedNow(chosen)
    const [one, other] = pictures
    if (one && other) navigate(comparePath(one.id, other.id), { state: leaveState(chosen, pictures) })
  },
  trash: (chosen, { client }) => actOn(client, chosen, 'TRASH'),
  restore: (chosen, { client }) => actOn(client, chosen, 'RESTORE'),
  delete: (chosen, { client }) => deleteSelected(client, chosen),
}

/** Into the form with its prompt, its settings and what it was made from. */
export async function remix({ id }: Picture, { client, setSourceImages, navigate }: Tools): Promise<void> {
  try {
    const recipe = await import('@/shared/remix')
    setSourceImages(await recipe.remix(client, id))
    navigate('/')
  } catch (error) {
    showToast({ tone: 'error', text: reasonOf(error) })
  }
}

/** What is selected; nothing where it cannot be had, or a person has gone on to other pictures meanwhile. */
async function listedNow(chosen: Selection): Promise<Picture[]> {
  try {
    const pictures = await listed(chosen)
    if (chosen.kind === 'chosen') return pictures
    const now = selection.get()
    const isSame = now.kind === 'matching' && now.asOf === chosen.asOf
    return pictures.filter(({ id }) => isSame && isSelected(now, id))
  } catch (error) {
    showToast({ tone: 'error', text: reasonOf(error) })
    return []
  }
}

function leaveState({ filter }: Selection, [picture]: Picture[]): LeaveState | null {
  return picture ? { left: { picture, list: filter } } : null
}
