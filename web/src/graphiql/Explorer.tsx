import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import welcome from './welcome.graphql?raw'

/** The cookie goes along by itself; a token in the headers editor is sent to the socket, too. */
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  subscriptionUrl: `${window.location.origin.replace(/^http/, 'ws')}/graphql`,
  headers: { 'GraphQL-Require-Preflight': '1' },
  enableIncrementalDelivery: false,
})

export function Explorer() {
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultQuery={welcome}
      defaultEditorToolsVisibility={false}
      showPersistHeadersSettings={false}
      inputValueDeprecation
    >
      <GraphiQL.Logo>
        <a href="/gallery" className="home">
          <img src="/favicon.svg" alt="" width={20} height={20} />
          Permanent Gallery
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  )
}
