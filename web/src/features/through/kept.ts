import type { Round } from './decisions'
import type { Done } from './Ledger'

/** What a reload must not lose: where one stood, what was decided, and what takes it back. */
export interface Kept {
  round: Round
  done: readonly (readonly [step: number, operations: readonly Done[]])[]
}

const STORED = 'gallery.through'

/** The latest way through pictures in this tab. */
export function keep(batch: string, kept: Kept): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify({ batch, ...kept }))
  } catch {
    // Without room for it everything works until the page is loaded again.
  }
}

export function forgetKept(): void {
  sessionStorage.removeItem(STORED)
}

export function keptOf(batch: string): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? 'null')
    return kept?.batch === batch ? kept : null
  } catch {
    return null
  }
}
