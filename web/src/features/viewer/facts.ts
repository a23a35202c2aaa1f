import { type Fact, fact, paramFacts } from '@/shared/facts'
import { formatNumber } from '@/shared/format'
import { formatBytes, formatDate, formatDimensions } from '@/shared/formatDetails'
import type { ViewedPicture } from './usePictureDetails'
import { words } from './words'

const said = words.facts

/** All that is known of a picture beside its prompts, in the order in which it is looked for. */
export function factsOf(picture: ViewedPicture): Fact[] {
  return [
    fact(said.model, picture.model),
    ...paramFacts(picture.params),
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

function moment(name: string, at: string | null | undefined, phrase = (day: string) => day): Fact {
  return at ? fact(name, phrase(formatDate(at)), at) : fact(name, '')
}

function fileOf({ byteSize, contentType }: ViewedPicture): string {
  const kind = contentType?.replace('image/', '').toUpperCase() ?? ''
  return `${formatBytes(byteSize)} ${kind}`.trim()
}
