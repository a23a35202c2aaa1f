import type { QueryClient } from '@tanstack/react-query'
import type { Picture } from '@/shared/graphql/fragments'
import type { Change } from '@/shared/imageCache'
import { reasonOf } from '@/shared/reasonOf'
import { Store } from '@/shared/store'
import { showToast } from '@/shared/toasts'
import {
  decided,
  deedsOf,
  keptAlone,
  movedTo,
  type Round,
  type Step,
  skipped,
  undone,
  without,
} from './decisions'
import { forgetKept, type Kept, keep } from './kept'
import { type Done, type Entry, Ledger } from './Ledger'
import { words } from './words'

/** One way through some pictures, with what the server has done of it. */
export class Decider {
  readonly round: Store<Round>
  readonly pictures: Store<ReadonlyMap<string, Picture>>
  readonly #batch: string
  readonly #ledger: Ledger
  readonly #entries = new Map<number, readonly Entry[]>()
  #isLeft = false
  readonly #ended = new Map<number, readonly Done[]>()

  constructor(client: QueryClient, batch: string, { round, done }: Kept, pictures: readonly Picture[]) {
    this.#batch = batch
    this.#ledger = new Ledger(client, (id) => this.pictures.get().get(id))
    this.round = new Store(round)
    this.pictures = new Store<ReadonlyMap<string, Picture>>(
      new Map(pictures.map((picture) => [picture.id, picture])),
    )
    for (const [step, known] of done) {
      this.#ended.set(step, known)
      this.#entries.set(step, known.map(entryOf))
    }
  }

  star = () => this.#take(decided(this.round.get(), 'star'))
  trash = () => this.#take(decided(this.round.get(), 'trash'))
  skip = () => this.#take(skipped(this.round.get()))
  keepAlone = () => this.#take(keptAlone(this.round.get()))
  goTo = (at: number) => this.#set(movedTo(this.round.get(), at))
  goBy = (steps: number) => this.goTo(this.round.get().at + steps)

  undo = () => {
    const last = this.round.get().steps.at(-1)
    if (!last) return
    this.#set(undone(this.round.get()))
    void this.#takeBack([last])
  }

  undoAll = async () => {
    const { steps } = this.round.get()
    if (steps.length === 0) return
    this.#set({ ...this.round.get(), steps: [], at: 0 })
    if (await this.#takeBack(steps)) showToast({ text: words.allUndone })
  }

  /** Ends the round: what is still answered is not kept for a later one. */
  leave = () => {
    this.#isLeft = true
    forgetKept()
  }

  /** What became known of pictures elsewhere. */
  hear = ({ pictures, gone }: Change) => {
    const known = this.pictures.get()
    const mine = pictures.filter(({ id }) => known.has(id))
    if (mine.length === 0 && !gone.some((id) => known.has(id))) return
    const next = new Map([...known, ...mine.map((picture) => [picture.id, picture] as const)])
    for (const id of gone) next.delete(id)
    this.pictures.set(next)
  }

  #take(next: Round): void {
    const isNew = next.taken > this.round.get().taken
    const step = next.steps.at(-1)
    this.#set(next)
    if (isNew && step) void this.#carryOut(step)
  }

  async #carryOut(step: Step): Promise<void> {
    const entries = this.#ledger.carryOut(deedsOf(step, (id) => this.pictures.get().get(id)))
    this.#entries.set(step.number, entries)
    try {
      this.#ended.set(step.number, await Promise.all(entries.map(doneOf)))
      this.#keep()
    } catch (error) {
      this.#set(without(this.round.get(), step.number))
      showToast({ tone: 'error', text: reasonOf(error) })
    }
  }

  async #takeBack(steps: readonly Step[]): Promise<boolean> {
    try {
      await this.#ledger.takeBack(steps.flatMap(({ number }) => this.#entries.get(number) ?? []))
      return true
    } catch (error) {
      showToast({ tone: 'error', text: reasonOf(error) })
      return false
    }
  }

  #set(round: Round): void {
    this.round.set(round)
    this.#keep()
  }

  /** What the server has not answered yet is not kept: nobody could take it back from here after a reload. */
  #keep(): void {
    if (this.#isLeft) return
    const round = this.round.get()
    const steps = round.steps.filter(({ number }) => this.#ended.has(number))
    const done = steps.map(({ number }) => [number, this.#ended.get(number) ?? []] as const)
    keep(this.#batch, { round: { ...round, steps }, done })
  }
}

function entryOf({ operation, before }: Done): Entry {
  return { action: operation.action, before, operation: Promise.resolve(operation) }
}

async function doneOf({ operation, before }: Entry): Promise<Done> {
  return { operation: await operation, before }
}
