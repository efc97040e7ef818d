import { expect, it } from 'vitest'
import { byNeed, daysOf, rateOf, valuesOn } from './figures'

const community = (name: string, elders: number, visited: number) => ({
  code: name,
  name,
  suppressed: [],
  measures: { 'month.elders': elders, 'month.visited': visited },
})

it('nobody due is no rate, not a rate of zero', () => {
  expect(rateOf({ 'month.elders': 0, 'month.visited': 0 })).toBeUndefined()
  expect(rateOf({ 'month.elders': 4, 'month.visited': 3 })).toBe(0.75)
})

it('the community that needs a look comes first, one without elders last', () => {
  const sorted = byNeed([community('甲', 0, 0), community('乙', 10, 9), community('丙', 10, 2)])
  expect(sorted.map(({ name }) => name)).toEqual(['丙', '乙', '甲'])
})

it('a day without a cell counts as nothing, and days are in order', () => {
  const done = { measure: 'visits.done', points: [{ day: '2026-11-02', value: 5 }] }
  const due = { measure: 'visits.due', points: [{ day: '2026-11-01', value: 7 }] }
  const days = daysOf([done, due])
  expect(days).toEqual(['2026-11-01', '2026-11-02'])
  expect(valuesOn(done, days)).toEqual([0, 5])
  expect(valuesOn(undefined, days)).toEqual([0, 0])
})
