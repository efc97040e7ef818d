import { expect, it } from 'vitest'
import { filterOf, narrowing } from './filter'

it('an address and a filter say the same', () => {
  const filter = filterOf({ tier: 'red', query: ' 王 ', state: '' })
  expect(narrowing(filter)).toEqual({ tier: 'red', query: '王' })
})

it('a word given twice in an address narrows nothing', () =>
  expect(narrowing(filterOf({ tier: ['red', 'green'] }))).toEqual({}))
