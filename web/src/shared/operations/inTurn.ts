const busy = new Map<string, Promise<unknown>>()

/**
 * Sends what concerns the same picture one after the other, all else at once: an undo that overtook what it takes back
 * would find nothing to undo.
 */
export function inTurn<Answer>(
  pictures: readonly { id: string }[],
  send: () => Promise<Answer>,
): Promise<Answer> {
  const earlier = pictures.flatMap(({ id }) => busy.get(id) ?? [])
  const sent = Promise.allSettled(earlier).then(send)
  for (const { id } of pictures) busy.set(id, sent)
  const forget = () => {
    for (const { id } of pictures) if (busy.get(id) === sent) busy.delete(id)
  }
  sent.then(forget, forget)
  return sent
}
