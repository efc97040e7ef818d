import { describe, expect, it } from 'vitest'
import { change, count, day, daysBetween, percent } from './format'

describe('figures', () => {
  it('keeps thousands apart', () => expect(count(12345)).toBe('12,345'))
  it('shows a dash for what is unknown', () => {
    expect(count(undefined)).toBe('–')
    expect(percent(undefined)).toBe('–')
    expect(day(null)).toBe('–')
  })
  it('drops a decimal that tells nothing', () => {
    expect(percent(1)).toBe('100%')
    expect(percent(0.5)).toBe('50%')
    expect(percent(0.125)).toBe('12.5%')
  })
  it('never rounds an unfinished month up to done', () => expect(percent(0.9999)).toBe('99.9%'))
  it('signs a change', () => {
    expect(change(12, 10)).toBe('+2')
    expect(change(10, 12)).toBe('−2')
    expect(change(3, 3)).toBe('±0')
    expect(change(3, undefined)).toBe('')
  })
  it('counts days on the calendar, not in hours', () =>
    expect(daysBetween('2026-11-21T23:50:00', '2026-11-22T00:10:00')).toBe(1))
})
