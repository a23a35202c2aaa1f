import { expect, it } from 'vitest'
import { type Draft, fitDraft } from './draft'
import type { ImageModel } from './graphql/queries'

const model: ImageModel = {
  name: 'small-model',
  provider: 'demo',
  isDemo: true,
  sizes: ['1024x1024'],
  qualities: ['LOW'],
  formats: ['PNG', 'JPEG'],
  maxImages: 2,
  maxSources: 1,
  supportsMask: false,
  supportsTransparency: true,
}
const draft: Draft = {
  prompt: 'A heron',
  model: 'large-model',
  size: '1536x1024',
  quality: 'HIGH',
  background: 'TRANSPARENT',
  outputFormat: 'WEBP',
  n: 9,
}

it('replaces what the model cannot do', () => {
  expect(fitDraft(draft, model)).toEqual({
    prompt: 'A heron',
    model: 'small-model',
    size: 'auto',
    quality: 'AUTO',
    background: 'TRANSPARENT',
    outputFormat: 'PNG',
    n: 2,
  })
})

it('never asks for a transparent JPEG', () => {
  expect(fitDraft({ ...draft, outputFormat: 'JPEG' }, model).background).toBe('AUTO')
})
