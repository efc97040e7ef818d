import { describe, expect, it } from 'vitest'
import en from '@/messages/en/notifications.json'
import zh from '@/messages/zh-CN/notifications.json'
import type { Delivery } from './api'
import { isOver, outcomeOf, refusals, troubleOf } from './outcome'

const delivery = (state: Delivery['state'], more: Partial<Delivery> = {}): Delivery => ({
  id: '1', at: '2026-03-09T01:00:00Z', channel: 'sms', template: 'notifications.test', state, ...more,
})
const said = (one: Delivery) => outcomeOf(one, (key, values) => `${key.replace('notifications.outcome.', '')} ${Object.values(values ?? {}).join()}`.trim(), (at) => at)

describe('the outcome of a test', () => {
  it('is told in plain words, with what the provider answered', () => {
    const attempts = [{ number: 1, at: '', state: 'accepted', reference: 'ref-1' } as const]
    expect(said(delivery('accepted', { attempts: [...attempts] }))).toBe('accepted_as ref-1')
    expect(said(delivery('rejected', { reason: 'isv.SMS_SIGNATURE_ILLEGAL refused' }))).toBe('refused.isv-SMS_SIGNATURE_ILLEGAL')
    expect(said(delivery('rejected', { reason: 'no approved form for this message' }))).toBe('refused.no_form')
    expect(said(delivery('rejected', { reason: 'HTTP 404' }))).toBe('refused.other HTTP 404')
    expect(said(delivery('suppressed', { reason: 'limited', held_until: '2026-03-09T01:00:30Z' }))).toBe('limited 2026-03-09T01:00:30Z')
  })

  it('tells what to mend about a channel in the same words', () => {
    expect(troubleOf('SignatureDoesNotMatch refused', (key) => key)).toBe('notifications.outcome.refused.SignatureDoesNotMatch')
  })

  it('is waited for while the message is under way', () => {
    expect(isOver(delivery('sending'))).toBe(false)
    expect(isOver(delivery('in_doubt'))).toBe(true)
  })

  it('has words for every refusal that it knows', () => {
    for (const words of [zh, en]) {
      const known: Record<string, string> = words.outcome.refused
      for (const code of refusals) expect(known[code], code).toBeTruthy()
    }
  })
})
