import { expect, it } from 'vitest'
import { misfireOf, misfireWords } from './misfire'

it('writes what becomes of missed times the way it was read', () => {
  for (const words of ['skip', 'once', 'all', 'all 7']) expect(misfireWords(misfireOf(words))).toBe(words)
  expect(misfireWords({ policy: 'all', most: 100 })).toBe('all')
  expect(misfireWords({ policy: 'skip', most: 7 })).toBe('skip')
})
