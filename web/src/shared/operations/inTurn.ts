const busy = new Map<string, Promise<unknown>>()

const PATIENCE_MS = 2_000

/** Resolves once what has been sent for any picture has come to its end; what goes on for long is left to itself. */
export async function allAnswered(): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([Promise.allSettled(busy.values()), timeout])
}

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
