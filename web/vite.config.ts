import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = 'http://127.0.0.1:8000'
const pathOf = (file: string) => decodeURIComponent(new URL(file, import.meta.url).pathname)

/** What is loaded once it is needed: the socket, the job cards, selecting, operations, and their words. */
const LATER =
  'graphql\\/(socket|jobs|operations)|uploads|copyText|jobSettings|draft|remix|operations|picking|moreTexts|refreshPictures|ui\\/(isModal|FailedPart)'
const COMMON = new RegExp(
  `preload-helper|src\\/shared\\/(?!${LATER})|node_modules\\/(?!graphql-ws|lucide-react\\/dist\\/esm\\/icons)`,
)
const LISTS = /src\/shared\/(grid|timeline|selection|image(Lists|Actions)|picture\/Tile|ui\/(Tile|Grid))/
const ICONS = /lucide-react\/dist\/esm\/icons/
const PICTURES = /src\/shared\/picture|node_modules\/thumbhash/

export default defineConfig({
  base: '/',
  plugins: [react(), tailwindcss(), systemFonts()],
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
            // What every page uses comes as one file, what shows single pictures and what lists them as others:
            // a dozen small ones compress worse and load later.
            codeSplitting: {
              groups: [
                {
                  name: 'shared',
                  test: (id) => COMMON.test(id) && !PICTURES.test(id) && !LISTS.test(id),
                  priority: 2,
                },
                { name: 'pictures', test: (id) => PICTURES.test(id) && !LISTS.test(id), priority: 1 },
                { name: 'icons', test: ICONS, minShareCount: 2 },
                { name: 'paging', test: /infiniteQuery/i, priority: 1 },
                { name: 'lists', test: LISTS },
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
    proxy: {
      '/graphql': { target: server, ws: true },
      '/media': server,
      '/auth': server,
      '/api': server,
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})

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
