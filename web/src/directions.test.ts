// @vitest-environment node
import { expect, it } from 'vitest'

const files = import.meta.glob<string>(['./**/*.tsx', '!./graphiql/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

const SIDE =
  /(?<=[\s"'`:])-?(?:(?:m[lr]|p[lr]|left|right|scroll-[mp][lr])-[\w[]|(?:text|float|clear)-(?:left|right)\b|(?:border|rounded)-(?:[lr]|[tb][lr])\b|origin-(?:\w+-)?(?:left|right)\b)[^\s"'`]*/g

/** What means a side of the screen, and not of the text. */
const MEANT: Record<string, readonly string[]> = {
  // What is drawn upon is measured from the left.
  './features/create/mask/MaskStage.tsx': ['left-0', 'origin-top-left'],
  // The divider has one picture on its left and the other on its right.
  './features/compare/NameTag.tsx': ['left-3', 'right-3'],
  './features/jobs/JobProgress.tsx': ['origin-left', 'origin-right'],
}

it('names no side of the screen where it means the beginning or the end of a line', () => {
  const found = Object.entries(files).flatMap(([file, code]) =>
    [...code.matchAll(SIDE)]
      .map(([name]) => name)
      // In the middle, whichever side it is reached from.
      .filter((name) => !name.endsWith('-1/2') && !MEANT[file]?.includes(name))
      .map((name) => `${file}: ${name}`),
  )
  expect(found).toEqual([])
})
