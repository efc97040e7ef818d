import { expect, it } from 'vitest'
import { daysBetween, yearsInView } from './days'

it('counts the days of a holiday, over the end of a month too', () => {
  expect(daysBetween('2027-01-30', '2027-02-02')).toEqual(['2027-01-30', '2027-01-31', '2027-02-01', '2027-02-02'])
  expect(daysBetween('2027-02-06', '2027-02-06')).toEqual(['2027-02-06'])
})

it('refuses days in the wrong order, and a year that is closed by a slip of the pen', () => {
  expect(daysBetween('2027-02-06', '2027-02-05')).toEqual([])
  expect(daysBetween('2027-01-01', '2027-12-31')).toEqual([])
  expect(daysBetween('', '2027-12-31')).toEqual([])
})

it('looks into the coming year once its arrangement is due', () => {
  expect(yearsInView('2026-09-30')).toEqual([2026])
  expect(yearsInView('2026-11-28')).toEqual([2026, 2027])
})
