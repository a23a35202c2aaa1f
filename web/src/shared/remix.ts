import type { QueryClient } from '@tanstack/react-query'
import { changeDraft, type Draft, fitDraft } from './draft'
import type { Picture } from './graphql/fragments'
import { type ImageModel, RecipeQuery } from './graphql/queries'
import { ApiError, request } from './graphql/request'
import type { ResultOf } from './graphql/tada'
import { settingsOf } from './jobSettings'
import { moreTexts } from './moreTexts'
import { showToast } from './toasts'
import { serverOptions } from './viewer'

export type Recipe = Extract<NonNullable<ResultOf<typeof RecipeQuery>['node']>, { __typename: 'Image' }>

export interface Remix {
  draft: Draft
  sources: Picture[]
  /** What could not be taken over, in words. */
  left: string[]
}

const words = moreTexts.remix

/** Puts all that a picture was asked with into the form, says what could not be, and returns its sources. */
export async function remix(client: QueryClient, id: string): Promise<Picture[]> {
  const [{ node }, server] = await Promise.all([
    request(RecipeQuery, { id }),
    client.fetchQuery(serverOptions),
  ])
  if (node?.__typename !== 'Image') throw new ApiError(words.gone, 'NOT_FOUND')
  const { draft, sources, left } = remixed(node, server.models)
  changeDraft(draft)
  showToast(left.length > 0 ? { tone: 'error', text: words.left(left) } : { text: words.done })
  return sources
}

/** What a picture was asked with, as far as the models of today can do it. */
export function remixed(recipe: Recipe, models: readonly ImageModel[]): Remix {
  const model = models.find(({ name }) => name === recipe.model)
  const wished: Draft = {
    prompt: recipe.prompt,
    model: model?.name ?? null,
    n: recipe.job?.n ?? 1,
    // The job tells what was asked for, the picture what came of it.
    ...settingsOf(recipe.job ?? recipe),
  }
  const present = recipe.sources.flatMap(({ image }) => image ?? [])
  const drawn = model ?? models[0]
  const sources = present.slice(0, drawn?.maxSources)
  const purged = recipe.sources.length - present.length
  const draft = drawn ? { ...fitDraft(wished, drawn), model: wished.model } : wished
  const left = [
    ...(recipe.model && !model ? [words.model(recipe.model)] : []),
    ...SETTINGS.filter((name) => draft[name] !== wished[name]).map((name) => words.settings[name]),
    ...(purged > 0 ? [words.purged(purged)] : []),
    ...(sources.length < present.length ? [words.tooMany(present.length - sources.length)] : []),
  ]
  return { draft, sources, left }
}

const SETTINGS = ['size', 'quality', 'background', 'outputFormat', 'n'] as const
