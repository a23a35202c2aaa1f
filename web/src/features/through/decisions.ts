import type { Picture } from '@/shared/graphql/fragments'
import type { ImageAction } from '@/shared/graphql/operations'

/** What is decided of a picture; `keep` also brings it back from the trash. */
export type Verdict = 'star' | 'trash' | 'keep'

/** What one key decided: of one picture, or of all at once. */
export interface Step {
  /** Counts up; never used again in the same round. */
  number: number
  /** Where one stood. */
  at: number
  verdicts: Readonly<Record<string, Verdict>>
}

/** One way through some pictures. */
export interface Round {
  ids: readonly string[]
  /** The picture that is looked at; behind the last one stands the summary. */
  at: number
  steps: readonly Step[]
  /** How many steps there have ever been. */
  taken: number
}

export function begun(ids: readonly string[]): Round {
  return { ids, at: 0, steps: [], taken: 0 }
}

export function movedTo(round: Round, at: number): Round {
  return { ...round, at: Math.min(round.ids.length, Math.max(0, at)) }
}

/** Decides the picture that is looked at and goes on to the next one. */
export function decided(round: Round, verdict: Verdict): Round {
  const id = round.ids[round.at]
  if (id === undefined) return round
  return movedTo(withStep(round, { [id]: verdict }), round.at + 1)
}

/** Goes on to the next one; what was decided before stays, and what was not is kept. */
export function skipped(round: Round): Round {
  const id = round.ids[round.at]
  if (id === undefined) return round
  return verdictsOf(round).has(id) ? movedTo(round, round.at + 1) : decided(round, 'keep')
}

/** Keeps the picture that is looked at and none of the others. */
export function keptAlone(round: Round): Round {
  const kept = round.ids[round.at]
  if (kept === undefined) return round
  const verdicts = Object.fromEntries(round.ids.map((id) => [id, id === kept ? 'keep' : 'trash'] as const))
  return movedTo(withStep(round, verdicts), round.ids.length)
}

/** Takes the last step back, and stands where it was taken. */
export function undone(round: Round): Round {
  const last = round.steps.at(-1)
  return last ? movedTo({ ...round, steps: round.steps.slice(0, -1) }, last.at) : round
}

/** Forgets a step that the server has refused. */
export function without(round: Round, step: number): Round {
  return { ...round, steps: round.steps.filter(({ number }) => number !== step) }
}

/** What is decided by now; the latest word on a picture counts. */
export function verdictsOf({ steps }: Pick<Round, 'steps'>): ReadonlyMap<string, Verdict> {
  return new Map(steps.flatMap(({ verdicts }) => Object.entries(verdicts)))
}

export interface Tally {
  kept: number
  starred: number
  trashed: number
}

/** How it ends; what was passed without a word is kept. */
export function tallyOf(round: Round): Tally {
  const verdicts = [...verdictsOf(round).values()]
  const starred = verdicts.filter((verdict) => verdict === 'star').length
  const trashed = verdicts.filter((verdict) => verdict === 'trash').length
  return { starred, trashed, kept: round.ids.length - trashed }
}

export interface Deed {
  action: ImageAction
  pictures: Picture[]
}

/** What has to be done so that pictures become what a step says; what they are already is left out. */
export function deedsOf(step: Step, find: (id: string) => Picture | undefined): Deed[] {
  const of = (wanted: (verdict: Verdict, picture: Picture) => boolean) =>
    Object.entries(step.verdicts).flatMap(([id, verdict]) => {
      const picture = find(id)
      return picture && wanted(verdict, picture) ? [picture] : []
    })
  const deeds: Deed[] = [
    {
      action: 'RESTORE',
      pictures: of((verdict, { deletedAt }) => verdict !== 'trash' && deletedAt !== null),
    },
    { action: 'STAR', pictures: of((verdict, { starred }) => verdict === 'star' && !starred) },
    { action: 'TRASH', pictures: of((verdict, { deletedAt }) => verdict === 'trash' && deletedAt === null) },
  ]
  return deeds.filter(({ pictures }) => pictures.length > 0)
}

function withStep(round: Round, verdicts: Step['verdicts']): Round {
  const step: Step = { number: round.taken, at: round.at, verdicts }
  return { ...round, steps: [...round.steps, step], taken: round.taken + 1 }
}
