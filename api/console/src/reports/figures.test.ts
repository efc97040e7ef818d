import { expect, it } from 'vitest'
import { byNeed, daysOf, paceOn, rateOf, shortName, standingOf, sumOn, valuesOn } from './figures'

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

it('the same rate is early in its month and late at its end', () => {
  expect(paceOn('2026-11-15')).toBe(0.5)
  expect(paceOn('2024-02-29')).toBe(1)
  expect(standingOf(0.45, paceOn('2026-11-15'))).toBe('good')
  expect(standingOf(0.45, paceOn('2026-11-22'))).toBe('slow')
  expect(standingOf(0.45, paceOn('2026-11-30'))).toBe('late')
})

it('a community is called by what tells it from the others', () => {
  expect(shortName('江南春色社区居委会')).toBe('江南春色')
  expect(shortName('社区')).toBe('社区')
})

it('a measure without a series or a cell comes to nothing', () => {
  const done = { measure: 'visits.done', points: [{ day: '2026-11-02', value: 5 }] }
  expect(sumOn([done], 'visits.done', '2026-11-02')).toBe(5)
  expect(sumOn([done], 'visits.done', '2026-11-03')).toBe(0)
  expect(sumOn([done], 'visits.due', '2026-11-02')).toBe(0)
})
