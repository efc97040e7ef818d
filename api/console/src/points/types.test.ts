import { expect, it } from 'vitest'
import { holds, signed } from './types'

it('books hold only if everything adds up to nothing', () => {
  const proof = { as_of: '', entries: 0, balances: 0, wrong: 0, outstanding: 70 }
  expect(holds(proof)).toBe(true)
  expect([{ entries: 1 }, { balances: -1 }, { wrong: 1 }].map((odd) => holds({ ...proof, ...odd }))).toEqual([false, false, false])
})

it('a statement shows which way points went', () => {
  expect([5, -5, 0].map(signed)).toEqual(['+5', '−5', '0'])
})
