import { expect, it } from 'vitest'
import { ruleInWords } from './rule'

const said = (rule: string) => ruleInWords(rule, (key, { time }) => `${key} ${time}`)

it('says when a schedule fires, and leaves what it does not know as it is', () => {
  expect(said('08:00')).toBe('notifications.every.day 08:00')
  expect(said('08:00 workdays')).toBe('notifications.every.workday 08:00')
  expect(said('Mon 07:30')).toBe('notifications.every.Mon 07:30')
  expect(said('0 8 * * 1')).toBe('0 8 * * 1')
  expect(said('08:00 fullmoon')).toBe('08:00 fullmoon')
})
