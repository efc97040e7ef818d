import { expect, it } from 'vitest'
import { minutesLate } from './waiting'

const now = Date.parse('2026-03-09T09:00:00Z')

it('counts from when a job was due, and not before', () => {
  expect(minutesLate('2026-03-09T08:57:30Z', now)).toBe(2)
  expect(minutesLate('2026-03-09T10:00:00Z', now)).toBe(0)
  expect(minutesLate(undefined, now)).toBe(0)
})
