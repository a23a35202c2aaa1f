import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from './graphql/fragments'
import { RestoreImage, StarImage, TrashImage } from './graphql/mutations'
import { refusalOf, request, type UserError } from './graphql/request'
import type { ImageChange } from './imageCache'
import { moreTexts } from './moreTexts'
import { awaitedBy } from './operations/awaited'
import { inTurn } from './operations/inTurn'
import { reasonOf } from './reasonOf'
import { showToast } from './toasts'
import { offerUndo, operationsKey } from './undo'
import { imageCacheOf } from './useImageCache'
import { viewerKey } from './viewer'

interface Payload {
  image: Picture | null
  operation: { id: string } | null
  userErrors: UserError[]
}

type Action = 'STAR' | 'UNSTAR' | 'TRASH' | 'RESTORE'

interface Act {
  action: Action
  change: ImageChange
  send: () => Promise<Payload>
}

/** What a person does to one picture: shown at once, taken back when the server refuses, and on demand. */
export function imageActions(client: QueryClient) {
  const cache = imageCacheOf(client)
  const run = async (picture: Picture, { action, change, send }: Act): Promise<void> => {
    const pending = cache.change([picture], change)
    const offer = offerUndo(moreTexts.operations.done[action](1), async () => {
      // An undo that overtakes the change would find nothing to undo.
      const operation = await sent
      if (operation) await takeBack(client, action, operation.id, picture)
    })
    const sent = inTurn([picture], () => answerOf(send)).then(
      ({ image, operation }) => {
        if (operation) awaitedBy(client).expect([picture.id], { ...operation, status: 'DONE' })
        pending.commit(image)
        void client.invalidateQueries({ queryKey: viewerKey })
        void client.invalidateQueries({ queryKey: operationsKey })
        return operation
      },
      (error) => {
        pending.rollback()
        showToast({ tone: 'error', text: reasonOf(error) })
        return null
      },
    )
    if (!(await sent)) offer.withdraw()
  }

  return {
    star: (picture: Picture) => {
      const starred = !picture.starred
      return run(picture, {
        action: starred ? 'STAR' : 'UNSTAR',
        change: { starred },
        send: async () => (await request(StarImage, { id: picture.id, starred })).starImage,
      })
    },
    restore: (picture: Picture) =>
      run(picture, {
        action: 'RESTORE',
        change: { deletedAt: null, purgeAt: null },
        send: async () => (await request(RestoreImage, { id: picture.id })).restoreImage,
      }),
    trash: (picture: Picture) =>
      run(picture, {
        action: 'TRASH',
        change: { deletedAt: new Date().toISOString() },
        send: async () => (await request(TrashImage, { id: picture.id })).trashImage,
      }),
  }
}

async function answerOf(send: () => Promise<Payload>): Promise<Payload> {
  const answer = await send()
  if (answer.userErrors.length > 0) throw refusalOf(answer.userErrors)
  return answer
}

async function takeBack(client: QueryClient, action: Action, id: string, before: Picture): Promise<void> {
  try {
    const { undoDone } = await import('./operations/undoDone')
    await undoDone(client, [{ id, action, changed: 1, skipped: [] }], [before])
  } catch (error) {
    showToast({ tone: 'error', text: reasonOf(error) })
  }
}
