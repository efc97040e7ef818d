import { describe, expect, it } from 'vitest'
import { whoMayTell, type Activity } from './types'

const child = (person_id: string, state: string, said = false) => ({ person_id, name: person_id, attendee: { state }, said })
const activity = (more: object) => more as unknown as Activity

describe('who may say how it was', () => {
  it('is whoever came, once', () => {
    expect(whoMayTell(activity({ own: { state: 'attended' }, said: false }))).toEqual([{ id: '', name: '' }])
    expect(whoMayTell(activity({ own: { state: 'attended' }, said: true }))).toEqual([])
    expect(whoMayTell(activity({ own: { state: 'signed_up' } }))).toEqual([])
  })
  it('is a guardian for each child who came', () => {
    const children = [child('小雨', 'attended'), child('小满', 'no_show'), child('小雪', 'attended', true)]
    expect(whoMayTell(activity({ children }))).toEqual([{ id: '小雨', name: '小雨' }])
  })
})
