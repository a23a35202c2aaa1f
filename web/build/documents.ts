import { textOf } from '@/shared/graphql/tada'

const modules = import.meta.glob<Record<string, unknown>>(
  ['../src/shared/graphql/*.ts', '../src/**/documents.ts', '!**/{request,socket}.ts', '!**/*.d.ts'],
  { eager: true },
)

/** The text of every operation that the app may send. */
export const operations = Object.values(modules)
  .flatMap((exports) => Object.values(exports))
  .filter(isDocument)
  .map(textOf)
  .filter((text) => /^\s*(query|mutation|subscription)\b/.test(text))

function isDocument(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'own' in value && 'fragments' in value
}
