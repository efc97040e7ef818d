import { describe, expect, it } from 'vitest'
import { lateBy, pageOf, pressOf, span } from './errands'

const now = '2026-03-09T02:00:00Z'

describe('an errand', () => {
  it('opens the page on which it is done', () => {
    expect(pageOf({ kind: 'point', id: '1', key: 'ABC' })).toEqual({ name: 'patrol-look', params: { code: 'ABC' } })
    expect(pageOf({ kind: 'inspection', id: '1', key: '2' })).toEqual({ name: 'ledger-row', params: { id: '2', rowId: '1' } })
    expect(pageOf({ kind: 'finding', id: '1' })).toEqual({ name: 'finding', params: { id: '1' } })
  })
})

describe('what presses', () => {
  it('is late from its minute on', () => {
    expect(lateBy('2026-03-09T02:00:00Z', now)).toBeUndefined()
    expect(lateBy('2026-03-09T01:15:00Z', now)).toBe(45)
  })
  it('tells how late in one unit', () => {
    expect([span(119), span(120), span(2880)]).toEqual([
      { unit: 'minutes', count: 119 },
      { unit: 'hours', count: 2 },
      { unit: 'days', count: 2 },
    ])
  })
  it('is red once its time has come', () => {
    expect(pressOf({ turn: 'answer', at: '2026-03-09T01:59:00Z' }, now)).toBe('bad')
    expect(pressOf({ turn: 'yellow', at: '2026-03-09T09:00:00Z' }, now)).toBe('waiting')
  })
})
