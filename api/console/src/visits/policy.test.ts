import { expect, it } from 'vitest'
import { withDuty } from './policy'
import type { Policy } from './types'

const policy: Policy = {
  tiers: { red: [{ kind: 'home', every: 'week' }, { kind: 'phone', every: 'day' }] },
  groups: {},
  event_hours: 24,
  timers: { again_minutes: 180, phone_minutes: 120, repeat_hours: 24 },
}

it('a duty is changed, not owed twice', () =>
  expect(withDuty(policy, 'red', 'home', 'month').tiers.red).toEqual([
    { kind: 'phone', every: 'day' },
    { kind: 'home', every: 'month' },
  ]))

it('a duty can be dropped without touching the others', () =>
  expect(withDuty(policy, 'red', 'phone', '').tiers.red).toEqual([{ kind: 'home', every: 'week' }]))

it('a tier without duties gets its first', () =>
  expect(withDuty(policy, 'green', 'video', 'quarter').tiers.green).toEqual([{ kind: 'video', every: 'quarter' }]))
