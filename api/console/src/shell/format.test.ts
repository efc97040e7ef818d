import { describe, expect, it } from 'vitest'
import { change, count, day, dayFromToday, dueLabel, fieldMoment, instantOf, moment, percent, shortMoment, windowLabel } from './format'

it('takes a moment to a field and back', () => {
  expect(fieldMoment('2026-03-10T06:00:00Z')).toBe('2026-03-10T14:00')
  expect(instantOf('2026-03-10T14:00')).toBe('2026-03-10T14:00:00+08:00')
})

describe('figures', () => {
  it('keeps thousands apart', () => expect(count(12345)).toBe('12,345'))
  it('shows a dash for what is unknown', () => {
    expect(count(undefined)).toBe('–')
    expect(percent(undefined)).toBe('–')
    expect(day(null)).toBe('–')
    expect(moment(undefined)).toBe('–')
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
})

describe('times are those of the community, whatever the zone of the screen', () => {
  it('shows a moment after midnight in China on the new day', () => {
    expect(moment('2026-11-22T16:30:00Z')).toBe('2026-11-23 00:30')
    expect(shortMoment('2026-11-22T01:05:00Z')).toBe('11-22 09:05')
  })
  it('begins a day when it begins in China', () => {
    expect(dayFromToday(0, new Date('2026-11-22T15:59:00Z'))).toBe('2026-11-22')
    expect(dayFromToday(0, new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
    expect(dayFromToday(-22, new Date('2026-11-22T03:00:00Z'))).toBe('2026-10-31')
  })
  it('says the time for today and the date for another day', () => {
    const now = new Date('2026-11-22T03:00:00Z')
    expect(dueLabel('2026-11-22T10:00:00Z', now)).toEqual({ today: true, label: '18:00' })
    expect(dueLabel('2026-11-29T15:59:00Z', now)).toEqual({ today: false, label: '11-29' })
    expect(dueLabel('2026-11-30T16:00:00Z', now)).toEqual({ today: false, label: '11-30' })
    expect(dueLabel('2026-11-22T16:00:00Z', now)).toEqual({ today: true, label: '24:00' })
  })
  it('tells a window of whole days by its days', () => {
    expect(windowLabel('2026-11-15T16:00:00Z', '2026-11-16T16:00:00Z')).toBe('11-16')
    expect(windowLabel('2026-11-15T16:00:00Z', '2026-11-22T16:00:00Z')).toBe('11-16 – 11-22')
    expect(windowLabel('2026-11-16T01:00:00Z', '2026-11-16T09:00:00Z')).toBe('11-16 09:00 – 11-16 17:00')
  })
})
