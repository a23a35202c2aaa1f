import type { initGraphQLTada } from 'gql.tada'
import type { introspection } from './schema-types'

interface Setup {
  introspection: introspection
  // One entity type and a handful of components: passing fragments whole is clearer than masking them.
  disableMasking: true
  scalars: { DateTime: string; JSON: unknown; Upload: File }
}

type Graphql = ReturnType<typeof initGraphQLTada<Setup>>

interface Document {
  own: string
  fragments: readonly Document[]
}

/**
 * Typed by gql.tada, but at run time a document is only its text:
 * parsing in the browser what is printed again at once would cost 4 kB and time.
 */
export const graphql = ((own: string, fragments: readonly Document[] = []) => ({
  own,
  fragments,
})) as unknown as Graphql

export function textOf(document: object): string {
  const parts = new Set<string>()
  const collect = ({ own, fragments }: Document) => {
    parts.add(own)
    fragments.forEach(collect)
  }
  collect(document as Document)
  return [...parts].join('\n')
}

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
