import { describe, expect, it } from 'vitest'
import { periodLabel, shareOf, toneOfVerdict } from './types'

describe('party life in words and tones', () => {
  it('calls a month by its number and a quarter by its months', () => {
    expect(periodLabel({ from: '2026-03-01', to: '2026-03-31' })).toBe('3')
    expect(periodLabel({ from: '2026-10-01', to: '2026-12-31' })).toBe('10–12')
  })
  it('never shows more than all, and all where nothing is asked for', () => {
    expect([shareOf(960, 1920), shareOf(4000, 1920), shareOf(0, 0)]).toEqual([50, 100, 100])
  })
  it('is alarmed only by what is over', () => {
    expect(['done', 'due', 'missed'].map(toneOfVerdict)).toEqual(['good', 'waiting', 'bad'])
  })
})
