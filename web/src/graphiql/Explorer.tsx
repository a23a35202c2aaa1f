import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { base } from '@/shared/base'
import welcome from './welcome.graphql?raw'

/** Of whoever is signed in: the cookie alone may send no more than the app does. */
const token = document.querySelector<HTMLMetaElement>('meta[name=gallery-token]')?.content
const authorization: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {}

/** A token in the headers editor goes before this one, to the socket, too. */
const fetcher = createGraphiQLFetcher({
  url: `${base}graphql`,
  subscriptionUrl: `${window.location.origin.replace(/^http/, 'ws')}${base}graphql`,
  headers: { 'GraphQL-Require-Preflight': '1', ...authorization },
  wsConnectionParams: authorization,
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
        <a href={`${base}gallery`} className="home">
          <img src={`${base}favicon.svg`} alt="" width={20} height={20} />
          Permanent Gallery
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  )
}
