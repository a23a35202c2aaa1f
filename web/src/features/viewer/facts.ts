import { formatBytes, formatDate, formatDimensions } from '@/shared/format'
import { formatNumber } from '@/shared/texts'
import type { ViewedPicture } from './usePictureDetails'
import { words } from './words'

export interface Fact {
  name: string
  text: string
  /** What is copied, where that says more than what is shown. */
  exact?: string
}

const said = words.facts

/** Parameters by their names in words, in this order; all others follow under their own names. */
const PARAMS: Record<string, string> = {
  size: said.size,
  quality: said.quality,
  background: said.background,
  output_format: said.format,
}

/** All that is known of a picture beside its prompts, in the order in which it is looked for. */
export function factsOf(picture: ViewedPicture): Fact[] {
  return [
    fact(said.model, picture.model),
    ...paramsOf(picture.params),
    fact(
      said.dimensions,
      formatDimensions(picture.width, picture.height),
      `${picture.width}x${picture.height}`,
    ),
    fact(said.file, fileOf(picture), String(picture.byteSize)),
    fact(said.tokens, picture.costTokens == null ? '' : formatNumber(picture.costTokens)),
    fact(
      said.origin,
      picture.origin && { GENERATED: said.generated, UPLOADED: said.uploaded }[picture.origin],
    ),
    moment(said.created, picture.createdAt),
    moment(said.trashed, picture.deletedAt),
    moment(said.purge, picture.purgeAt, said.after),
    ...jobFacts(picture.job),
    fact(said.checksum, picture.sha256),
  ].filter(({ text }) => text !== '')
}

function jobFacts(job: ViewedPicture['job']): Fact[] {
  if (!job) return []
  const { n, attempts } = job
  const asked = [said.oneOf(n), ...(attempts.length > 0 ? [said.attempts(attempts.length)] : [])].join(', ')
  const requests = attempts.flatMap(({ providerRequestId }) => providerRequestId ?? [])
  return [fact(said.job, asked), fact(said.request, requests.join(', '))]
}

function paramsOf(params: unknown): Fact[] {
  const told = new Map(Object.entries((params ?? {}) as Record<string, unknown>))
  const known = Object.entries(PARAMS).map(([key, name]) => fact(name, textOf(told.get(key))))
  const others = [...told].filter(([key]) => !(key in PARAMS))
  return [...known, ...others.map(([key, value]) => fact(spaced(key), textOf(value)))]
}

function fact(name: string, text: string | null | undefined, exact?: string): Fact {
  return exact === undefined ? { name, text: text ?? '' } : { name, text: text ?? '', exact }
}

function moment(name: string, at: string | null | undefined, phrase = (day: string) => day): Fact {
  return at ? fact(name, phrase(formatDate(at)), at) : fact(name, '')
}

function fileOf({ byteSize, contentType }: ViewedPicture): string {
  const kind = contentType?.replace('image/', '').toUpperCase() ?? ''
  return `${formatBytes(byteSize)} ${kind}`.trim()
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `moderation_level` and `outputFormat` as words. */
function spaced(key: string): string {
  const apart = key
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return apart.charAt(0).toUpperCase() + apart.slice(1)
}
