import type { TadaDocumentNode } from 'gql.tada'
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

/** Sends one operation; the header tells the server that no foreign page's form sent it. */
export async function request<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const body = JSON.stringify({ query: textOf(document), variables })
  return post<Result>(body, { 'Content-Type': 'application/json' }, signal)
}

/** GraphQL multipart request with one file, which stands at `variables.files.0`. */
export async function uploadRequest<Result, Variables extends { files: File[] }>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const form = new FormData()
  const { files, ...rest } = variables
  const query = textOf(document)
  form.append('operations', JSON.stringify({ query, variables: { ...rest, files: files.map(() => null) } }))
  form.append('map', JSON.stringify(Object.fromEntries(files.map((_, i) => [i, [`variables.files.${i}`]]))))
  files.forEach((file, i) => {
    form.append(String(i), file, file.name)
  })
  return post<Result>(form, {})
}

async function post<Result>(
  body: BodyInit,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { Accept: 'application/json', 'GraphQL-Require-Preflight': '1', ...headers },
    body,
    signal: signal ?? null,
  })
  const answer = await readAnswer<Result>(response)
  const fault = answer.errors?.[0]
  if (response.status === 401 || fault?.extensions?.code === 'UNAUTHENTICATED') markSignedOut()
  if (fault || !answer.data) {
    throw new ApiError(
      fault?.message ?? response.statusText,
      fault?.extensions?.code ?? `HTTP_${response.status}`,
    )
  }
  return answer.data
}

async function readAnswer<Result>(response: Response): Promise<{ data?: Result; errors?: GraphQLFault[] }> {
  try {
    return await response.json()
  } catch {
    return {}
  }
}
