import { expect, it } from 'vitest'
import type { ImageModel } from './graphql/queries'
import { type Recipe, remixed } from './remix'
import { picture } from './testing'

const model: ImageModel = {
  name: 'painter',
  provider: 'demo',
  isDemo: true,
  sizes: ['1024x1024'],
  qualities: ['LOW', 'HIGH'],
  formats: ['PNG', 'WEBP'],
  maxImages: 4,
  maxSources: 2,
  supportsMask: false,
  supportsTransparency: true,
}
const recipe: Recipe = {
  __typename: 'Image',
  prompt: 'A heron',
  model: 'painter',
  params: { size: '1024x1024', quality: 'high', background: 'opaque', output_format: 'webp' },
  job: { n: 3, params: { size: 'auto', quality: 'high', background: 'auto', output_format: 'webp' } },
  sources: [{ image: picture(1) }, { image: picture(2) }],
}

it('takes over all that was asked for, not what came of it', () => {
  const { draft, sources, left } = remixed(recipe, [model])
  expect(draft).toEqual({
    prompt: 'A heron',
    model: 'painter',
    size: 'auto',
    quality: 'HIGH',
    background: 'AUTO',
    outputFormat: 'WEBP',
    n: 3,
  })
  expect(sources.map(({ id }) => id)).toEqual(['p0001', 'p0002'])
  expect(left).toEqual([])
})

it('says which model is gone, and what the one in its place cannot do', () => {
  const { draft, left } = remixed({ ...recipe, model: 'old-painter' }, [
    { ...model, qualities: ['LOW'], maxImages: 1 },
  ])
  expect(draft).toMatchObject({ model: null, quality: 'AUTO', n: 1 })
  expect(left).toEqual([
    'the model old-painter, which is not offered any more',
    'the quality',
    'the number of pictures',
  ])
})

it('says how many sources are gone for good, or too many', () => {
  const sources = [{ image: null }, ...recipe.sources, { image: picture(3) }]
  const { sources: kept, left } = remixed({ ...recipe, sources }, [model])
  expect(kept).toHaveLength(2)
  expect(left).toEqual(['1 source deleted for ever', '1 source more than the model takes'])
})

it('takes an upload as a prompt without a model', () => {
  const { draft, left } = remixed({ ...recipe, model: '', params: {}, job: null, sources: [] }, [model])
  expect(draft).toMatchObject({ model: null, n: 1, size: 'auto', quality: 'AUTO' })
  expect(left).toEqual([])
})
