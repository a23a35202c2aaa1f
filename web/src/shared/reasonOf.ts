import { ApiError } from './graphql/request'
import { texts } from './texts'

/** Why a request came to nothing, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError && !error.code.startsWith('HTTP_'))
    return texts.errors.codes[error.code] ?? error.message
  return error instanceof TypeError ? texts.errors.network : texts.errors.action
}
