import { describe, expect, it } from 'vitest'
import type { Schema } from '@/api/page'
import { possibleDeeds } from './deeds'

const given = (state: string, more: object = {}) => ({ state, level: 'green', ...more }) as unknown as Schema['Assignment']
const office = { office: true, mine: false }

describe('what may be done with something that is handed out', () => {
  it('is little for whoever holds it, and nothing for others', () => {
    const usual = ['acknowledge', 'complete', 'give_back', 'ask_extension']
    expect(possibleDeeds(given('assigned'), { office: false, mine: true })).toEqual(usual)
    expect(possibleDeeds(given('assigned', { stands_in_for: 'x' }), { office: false, mine: true })).toEqual([...usual, 'hand_back'])
    expect(possibleDeeds(given('assigned'), { office: false, mine: false })).toEqual([])
  })

  it('is a decision where more time is asked for', () => {
    const asked = possibleDeeds(given('accepted', { asked_until: '2026-03-18T16:00:00+00:00' }), office)
    expect(asked).toContain('grant_extension')
    expect(asked).not.toContain('ask_extension')
  })

  it('shows no card twice', () => {
    const red = possibleDeeds(given('accepted', { level: 'red' }), office)
    expect(red).not.toContain('yellow')
    expect(red).not.toContain('red')
  })

  it('is to take up again what is over', () => {
    expect(possibleDeeds(given('done'), office)).toEqual(['reopen'])
  })
})
