import { ApiError } from './graphql/request'
import { texts } from './texts'

/** What stands for many reasons, of which the server names one. */
const VAGUE = ['INVALID', 'CONFLICT', 'BAD_USER_INPUT']

/** Why a request came to nothing, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError && !error.code.startsWith('HTTP_')) {
    const known = texts.errors.codes[error.code]
    if (!known) return error.message
    return VAGUE.includes(error.code) ? `${known} (${error.message})` : known
  }
  return error instanceof TypeError ? texts.errors.network : texts.errors.action
}
