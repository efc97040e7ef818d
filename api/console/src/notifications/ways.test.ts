import { expect, it } from 'vitest'
import { beginningWith, isUsed, withWay } from './ways'

it('keeps the other ways behind the one that goes first', () => {
  expect(beginningWith('sms', [])).toEqual(['sms', 'mail', 'wecom'])
  expect(beginningWith('wecom', ['sms', 'mail', 'wecom'])).toEqual(['wecom', 'sms', 'mail'])
})

it('leaves a way out only for whoever says so, and brings it back', () => {
  const without = withWay('wecom', false, [])
  expect(without).toEqual(['mail', 'sms'])
  expect(isUsed('wecom', without)).toBe(false)
  expect(beginningWith('sms', without)).toEqual(['sms', 'mail'])
  expect(withWay('wecom', true, without)).toEqual(['mail', 'sms', 'wecom'])
  expect(isUsed('wecom', [])).toBe(true)
})
