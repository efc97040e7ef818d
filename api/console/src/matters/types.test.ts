import { describe, expect, it } from 'vitest'
import { possibleDeeds, type Matter } from './types'

const matter = (state: string, more: object = {}) =>
  ({ stage: 'open', urgent: false, assignment: { state, level: 'green', ...more } }) as unknown as Matter

describe('what may be done with a matter', () => {
  it('is little for whoever holds it, and nothing for others', () => {
    expect(possibleDeeds(matter('assigned'), false, true)).toEqual(['acknowledge', 'complete', 'give_back', 'ask_extension'])
    expect(possibleDeeds(matter('assigned'), false, false)).toEqual([])
  })

  it('is a decision where more time is asked for', () => {
    const asked = possibleDeeds(matter('accepted', { asked_until: '2026-03-18T16:00:00+00:00' }), true, false)
    expect(asked).toContain('grant_extension')
    expect(asked).not.toContain('ask_extension')
  })

  it('shows no card twice', () => {
    const red = possibleDeeds(matter('accepted', { level: 'red' }), true, false)
    expect(red).not.toContain('yellow')
    expect(red).not.toContain('red')
  })

  it('is to take up again what is over', () => {
    expect(possibleDeeds({ ...matter('done'), stage: 'closed' }, true, false)).toEqual(['reopen'])
  })
})
