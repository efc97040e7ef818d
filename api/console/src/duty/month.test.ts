import { expect, it } from 'vitest'
import { monthFrom, sheetOf } from './month'

it('shows whole weeks from Monday on', () => {
  expect(sheetOf('2026-11')).toEqual({ from: '2026-10-26', until: '2026-12-06' })
  expect(sheetOf('2027-02')).toEqual({ from: '2027-02-01', until: '2027-02-28' })
})

it('turns over the year', () => {
  expect(monthFrom('2026-12', 1)).toBe('2027-01')
  expect(monthFrom('2026-01', -1)).toBe('2025-12')
})
