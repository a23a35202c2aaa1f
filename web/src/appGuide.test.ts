// @vitest-environment jsdom

import { expect, it } from 'vitest'
import { KEYS as THROUGH_KEYS } from '@/features/through/useThroughKeys'
import { KEYS as VIEWER_KEYS } from '@/features/viewer/keys'
import { ACTIONS } from '@/shared/actions/actions'
import { keyText } from '@/shared/actions/keyText'
import { GROUPS } from '@/shared/actions/shortcuts'

const [guide = ''] = Object.values(
  import.meta.glob<string>('../../docs/app.md', { query: '?raw', import: 'default', eager: true }),
)
const TABLES = /(<!-- keys: .* -->\n)[\s\S]*(<!-- end of keys -->)/

it('has every shortcut in docs/app.md', async () => {
  expect(guide).toMatch(TABLES)
  const written = guide.replace(
    TABLES,
    (_, begin, end) => `${begin}\n${GROUPS.map(tableOf).join('\n')}\n${end}`,
  )
  await expect(written, 'docs/app.md is older than the keys: npm run docs').toMatchFileSnapshot(
    '../../docs/app.md',
  )
})

it.each([
  ['A picture, or all that is selected', ACTIONS],
  ['Looking at a picture', VIEWER_KEYS],
  ['Going through pictures', THROUGH_KEYS],
])('names what is heard under "%s"', (title, heard) => {
  const named = GROUPS.find((group) => group.title === title)?.shortcuts.flatMap(({ keys }) => keys) ?? []
  const silent = heard.filter(({ keys }) => !keys.some((key) => named.includes(key === ' ' ? 'Space' : key)))
  expect(silent).toEqual([])
})

function tableOf({ title, shortcuts }: (typeof GROUPS)[number]): string {
  const rows = shortcuts.map(({ keys, what }) => `| ${keys.map(cellOf).join(' ')} | ${what} |\n`)
  return `### ${title}\n\n| key | what it does |\n|---|---|\n${rows.join('')}`
}

const cellOf = (key: string) => `<kbd>${keyText(key).replace('|', '\\|')}</kbd>`
