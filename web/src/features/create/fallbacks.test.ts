import { expect, it } from 'vitest'
import type { Draft } from '@/shared/draft'
import type { ImageModel } from '@/shared/graphql/queries'
import { fallbacks } from './fallbacks'

const model: ImageModel = {
  name: 'small-model',
  provider: 'demo',
  isDemo: true,
  sizes: ['auto', '1024x1024'],
  qualities: ['AUTO', 'LOW'],
  formats: ['PNG'],
  maxImages: 2,
  maxSources: 1,
  supportsMask: false,
  supportsTransparency: false,
}
const draft: Draft = {
  prompt: 'A heron',
  model: null,
  size: '1024x1024',
  quality: 'LOW',
  background: 'OPAQUE',
  outputFormat: 'PNG',
  n: 2,
}

it('has nothing to say of what the model can do', () => {
  expect(fallbacks(draft, model)).toEqual([])
})

it('names every choice that another takes the place of', () => {
  const wished: Draft = { ...draft, model: 'gone', size: '1536x1024', background: 'TRANSPARENT', n: 4 }
  expect(fallbacks(wished, model)).toEqual([
    'Model: gone → small-model',
    'Size: 1536x1024 → Automatic',
    'Background: Transparent → Automatic',
    'Pictures: 4 → 2',
  ])
})
