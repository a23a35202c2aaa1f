import fc from 'fast-check'
import { expect, it } from 'vitest'
import { job } from '@/shared/testing'
import { promptsOf, step, type Walk } from './promptHistory'

const PROMPTS = ['newest', 'middle', 'oldest']

it('names each prompt once, the latest first', () => {
  const jobs = ['b', 'a', 'b'].map((prompt, i) => job(String(i), { prompt }))
  expect(promptsOf(jobs)).toEqual(['b', 'a'])
})

it('ends at the oldest and before what is being written', () => {
  expect(step(PROMPTS, { prompt: 'oldest', aside: 'draft' }, 1)).toBeNull()
  expect(step(PROMPTS, { prompt: 'draft', aside: null }, -1)).toBeNull()
  expect(step([], { prompt: 'draft', aside: null }, 1)).toBeNull()
})

it('skips what stands in the field already', () => {
  expect(step(PROMPTS, { prompt: 'newest', aside: null }, 1)).toEqual({ prompt: 'middle', aside: 'newest' })
})

it('begins anew from what came into the field from elsewhere', () => {
  expect(step(PROMPTS, { prompt: 'remixed', aside: 'draft' }, 1)).toEqual({
    prompt: 'newest',
    aside: 'remixed',
  })
})

it('gives the draft back after as many steps as were taken', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.string(), fc.nat(9), (prompts, draft, steps) => {
      let walk: Walk = { prompt: draft, aside: null }
      let taken = 0
      for (let i = 0; i < steps; i += 1) {
        const next = step(prompts, walk, 1)
        if (!next) break
        walk = next
        taken += 1
      }
      for (let i = 0; i < taken; i += 1) walk = step(prompts, walk, -1) ?? walk
      expect(walk).toEqual({ prompt: draft, aside: null })
    }),
  )
})
