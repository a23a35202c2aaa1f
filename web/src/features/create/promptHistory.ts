import type { Job } from '@/shared/graphql/fragments'

/** The prompt in the field, and what was being written before the walk began; null outside of one. */
export interface Walk {
  prompt: string
  aside: string | null
}

/** Each prompt once, the latest first. */
export function promptsOf(jobs: readonly Job[]): string[] {
  return [...new Set(jobs.map((job) => job.prompt))]
}

/** One step to an older (1) or newer (-1) prompt; null where there is none. Past the newest lies what was being written. */
export function step(prompts: readonly string[], { prompt, aside }: Walk, by: 1 | -1): Walk | null {
  // What stands in the field may come from elsewhere since: then a new walk begins.
  const written = aside !== null && prompts.includes(prompt) ? aside : prompt
  const others = prompts.filter((other) => other !== written)
  const place = others.indexOf(prompt) + by
  if (place === -1) return { prompt: written, aside: null }
  if (place < -1) return null
  const found = others[place]
  return found === undefined ? null : { prompt: found, aside: written }
}
