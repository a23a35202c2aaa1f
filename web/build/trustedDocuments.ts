import { type Alias, type Plugin, runnerImport } from 'vite'

/** Writes documents.json: the text of every operation that the app sends, by its SHA-256. */
export function trustedDocuments(): Plugin {
  let file: string
  let alias: Alias[]
  return {
    name: 'trusted-documents',
    applyToEnvironment: ({ name }) => name === 'client',
    configResolved: ({ root, resolve }) => {
      file = `${root}/build/documents.ts`
      alias = resolve.alias
    },
    transform: {
      filter: { id: /\/src\//, code: / = graphql\(/ },
      handler(_, id) {
        if (!/\/shared\/graphql\/|\/documents\.ts/.test(id))
          this.error(`${id} has a document: keep it in shared/graphql, or in a documents.ts`)
      },
    },
    async generateBundle() {
      const { module } = await runnerImport<typeof import('./documents')>(file, {
        configFile: false,
        resolve: { alias },
      })
      const entries = module.operations.map(async (text) => [await hashOf(text), text] as const)
      const source = JSON.stringify(Object.fromEntries(await Promise.all(entries)), null, 1)
      this.emitFile({ type: 'asset', fileName: 'documents.json', source: `${source}\n` })
    },
  }
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
