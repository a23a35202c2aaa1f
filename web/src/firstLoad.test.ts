// @vitest-environment node
import { expect, it } from 'vitest'

/** In bytes, as sent. */
const MOST = 120_000

const [page = ''] = Object.values(
  import.meta.glob<string>('/dist/index.html', { query: '?raw', import: 'default', eager: true }),
)
const files = import.meta.glob<string>('/dist/assets/*.js', { query: '?raw', import: 'default' })

// The gallery is part of what the app begins with; what it loads besides comes after its first paint.
it('loads at most 120 kB of scripts before the gallery is painted', async () => {
  const sizes: Record<string, number> = {}
  const wanted = [...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path)
  for (const path of wanted) {
    if (!path || path in sizes) continue
    const code = await files[`/dist${path}`]?.()
    if (code === undefined) throw new Error(`dist has no ${path}: npm run build`)
    sizes[path] = await gzipped(code)
    for (const [, next] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g))
      wanted.push(`/assets/${next}`)
  }
  const sum = Object.values(sizes).reduce((all, one) => all + one, 0)
  expect(sum, JSON.stringify(sizes, null, 2)).toBeGreaterThan(0)
  expect(sum, JSON.stringify(sizes, null, 2)).toBeLessThanOrEqual(MOST)
})

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(stream).arrayBuffer()).byteLength
}
