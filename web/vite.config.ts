import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { trustedDocuments } from './build/trustedDocuments.ts'

const server = 'http://127.0.0.1:8000'
const pathOf = (file: string) => decodeURIComponent(new URL(file, import.meta.url).pathname)

const ICONS = /lucide-react\/dist\/esm\/icons/

export default defineConfig({
  // Wherever the app lies: the server writes into the page where that is (gallery/http.py).
  base: './',
  plugins: [react(), tailwindcss(), systemFonts(), namelessRouter(), trustedDocuments()],
  resolve: {
    alias: {
      '@': pathOf('./src'),
      // Its package offers bundlers only the edition that warns developers.
      'react-router': pathOf('./node_modules/react-router/dist/production/index.mjs'),
      'react-style-singleton': pathOf('./src/graphiql/noInlineStyles.ts'),
    },
  },
  build: {
    outDir: 'dist',
    sourcemap: false,
    // A data: URL would need a wider Content-Security-Policy than the server sends.
    assetsInlineLimit: 0,
    // Every browser that runs this build preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  // GraphiQL is built by itself and shares no file with the app, so that it cannot make the app larger.
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                {
                  name: (id, modules) => (isFirst(id, modules) ? 'first' : null),
                  debugName: 'first',
                  priority: 1,
                },
                { name: 'icons', test: ICONS, minShareCount: 2 },
              ],
            },
          },
        },
      },
    },
    graphiql: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        chunkSizeWarningLimit: 2_000,
        rolldownOptions: {
          input: 'graphiql.html',
          output: { codeSplitting: false },
          checks: { moduleLevelDirective: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment)
    },
  },
  server: {
    // A test compares docs/app.md with the keys that it tells of.
    fs: { allow: ['.', '../docs'] },
    proxy: {
      '/graphql': { target: server, ws: true },
      '/media': server,
      '/auth': server,
      '/api': server,
      '/share': { target: server, bypass: ({ method, url }) => (method === 'POST' ? undefined : url) },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})

/** The names it gives its components for developers keep those in the bundle that the app never uses. */
function namelessRouter(): Plugin {
  return {
    name: 'nameless-router',
    transform: {
      filter: { id: /react-router\/dist\/production/ },
      handler: (code) =>
        code
          .replaceAll(/^\w+\.displayName = .*;$/gm, '')
          .replaceAll(/= (React\d*\.(?:forwardRef|createContext)\()/g, '= /* @__PURE__ */ $1'),
    },
  }
}

/** GraphiQL brings its fonts along as data: URLs, several times the size of all else in its style sheet. */
function systemFonts(): Plugin {
  return {
    name: 'system-fonts',
    enforce: 'pre',
    transform: {
      filter: { id: /graphiql\/dist\/style\.css/ },
      handler: (code) => code.replaceAll(/@font-face\s*{[^}]*}/g, ''),
    },
  }
}

interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}

const ENTRY = pathOf('./src/app/main.tsx')
const firstOnes = new WeakMap<object, Set<string>>()

/** Whether the app cannot begin without it. All of that is one file: many compress worse, and load one after the other. */
function isFirst(id: string, modules: Modules): boolean {
  let first = firstOnes.get(modules)
  if (!first) {
    first = new Set([ENTRY])
    for (const one of first)
      for (const next of modules.getModuleInfo(one)?.importedIds ?? []) if (!ICONS.test(next)) first.add(next)
    firstOnes.set(modules, first)
  }
  return first.has(id)
}
