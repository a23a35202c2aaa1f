import type { TadaDocumentNode } from 'gql.tada'
import { base } from '@/shared/base'
import { markSignedOut } from '@/shared/session'
import { textOf } from './tada'

interface GraphQLFault {
  message: string
  extensions?: { code?: string }
}

export class ApiError extends Error {
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** What a mutation refuses. */
export interface UserError {
  code: string
  message: string
}

export function refusalOf([first]: readonly UserError[]): ApiError {
  return new ApiError(first?.message ?? '', first?.code ?? 'USER_ERROR')
}

/** The preflight's tells the server that no foreign page's form sent the request. */
export const HEADERS = { Accept: 'application/json', 'GraphQL-Require-Preflight': '1' }

/** Sends one operation. */
export async function request<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await fetch(`${base}graphql`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...HEADERS, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: textOf(document), variables }),
    signal: signal ?? null,
  })
  return answerOf<Result>(response.status, await response.text())
}

/** What an answer holds; raises `ApiError` where it holds a fault. */
export function answerOf<Result>(status: number, text: string): Result {
  const answer = readAnswer<Result>(text)
  const fault = answer.errors?.[0]
  if (status === 401 || fault?.extensions?.code === 'UNAUTHENTICATED') markSignedOut()
  if (fault || !answer.data)
    throw new ApiError(fault?.message ?? '', fault?.extensions?.code ?? `HTTP_${status}`)
  return answer.data
}

function readAnswer<Result>(text: string): { data?: Result; errors?: GraphQLFault[] } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
