import { expect, it } from 'vitest'
import { bySystem, systemOf } from './systems'

it('figures of one system stand together, in the order of the systems', () => {
  const groups = bySystem(['messages.failed', 'matters.open', 'elders.red', 'duty.shifts', 'visits.done'], (one) => one)
  expect(groups.map(({ system }) => system)).toEqual(['visits', 'matters', 'messages'])
  expect(groups[1]?.members).toEqual(['matters.open', 'duty.shifts'])
})

it('a figure that is newer than this page still has its place, at the end', () => {
  expect(systemOf('moon.phases')).toBe('moon')
  expect(bySystem(['moon.phases', 'messages.failed'], (one) => one).map(({ system }) => system)).toEqual(['messages', 'moon'])
})
