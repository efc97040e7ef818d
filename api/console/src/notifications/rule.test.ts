import { expect, it } from 'vitest'
import { choiceOf, ruleInWords, ruleOf } from './rule'

const said = (rule: string) => ruleInWords(rule, (key, values) => [key, ...Object.values(values)].join(' '))

it('says when a schedule fires, and leaves what it does not know as it is', () => {
  expect(said('08:00')).toBe('notifications.every.day 08:00')
  expect(said('08:00 workdays')).toBe('notifications.every.workday 08:00')
  expect(said('Mon 07:30')).toBe('notifications.every.Mon 07:30')
  expect(said('Mon 07:30 workdays')).toBe('notifications.every.moved notifications.every.Mon 07:30')
  expect(said('30 9 5 * *')).toBe('notifications.every.month 09:30 5')
  expect(said('0 9 L * *')).toBe('notifications.every.last_day 09:00')
  expect(said('0 8 * * 1')).toBe('0 8 * * 1')
  expect(said('0 9 31 * *')).toBe('0 9 31 * *')
  expect(said('08:00 fullmoon')).toBe('08:00 fullmoon')
})

it('writes the rule that was picked, and picks what was written', () => {
  for (const rule of ['08:05', '17:30 workdays', 'Sun 07:30', 'Mon 07:30 workdays', '5 0 28 * *', '0 9 L * *', '*/30 8-18 * * 1-5', '0 9 31 * *']) {
    expect(ruleOf(choiceOf(rule))).toBe(rule)
  }
  expect(ruleOf(choiceOf(' 8:05 '))).toBe('08:05')
  expect(ruleOf({ ...choiceOf('08:00'), rhythm: 'month', monthDay: '15' })).toBe('0 8 15 * *')
})
