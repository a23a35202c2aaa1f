import { expect, it } from 'vitest'
import { first as german } from '@/shared/texts/de/first'
import { first as english } from '@/shared/texts/en/first'
import { LANGUAGES } from '@/shared/texts/locale'

const [source] = Object.values(
  import.meta.glob<string>('../public/manifest.webmanifest', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)
const manifest = JSON.parse(source ?? '')
const others = Object.keys(LANGUAGES).filter((tag) => tag !== manifest.lang)

it('says in every language what is said to people', () => {
  const said = [manifest.short_name_localized, manifest.description_localized]
  for (const { name_localized } of manifest.shortcuts) said.push(name_localized)
  for (const words of said) expect(Object.keys(words)).toEqual(others)
})

it('calls the pages as the app does', () => {
  const { create, gallery, trash } = english.pages
  expect(manifest.shortcuts.map(({ name }: { name: string }) => name)).toEqual([create, gallery, trash])
  expect(
    manifest.shortcuts.map(({ name_localized }: { name_localized: { de: string } }) => name_localized.de),
  ).toEqual([german.pages.create, german.pages.gallery, german.pages.trash])
})
