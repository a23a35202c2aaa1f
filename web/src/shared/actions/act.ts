import type { QueryClient } from '@tanstack/react-query'
import type { NavigateFunction } from 'react-router'
import type { Picture } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { showToast } from '@/shared/toasts'
import type { ActionId, Target } from './actions'

/** What the deeds need of the app; it puts them here as it starts. */
export interface Tools {
  client: QueryClient
  navigate: NavigateFunction
  setSourceImages(pictures: Picture[]): void
}

let tools: Tools | null = null

export function provideTools(given: Tools): void {
  tools = given
}

/** Does it. How is loaded at the first sign of a person. */
export async function act(id: ActionId, target: Target): Promise<void> {
  if (!tools) return
  try {
    const { deeds } = await loadDeeds()
    deeds(id, target, tools)
  } catch {
    showToast({ tone: 'error', text: texts.errors.network })
  }
}

export const loadDeeds = () => import('./deeds')
