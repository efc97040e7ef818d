import { expect, it } from 'vitest'
import { answered, toneOf, type Sent } from './types'

const sent = (kind: Sent['kind'], ...states: Sent['communities'][number]['state'][]): Sent => ({
  id: '1',
  kind,
  title: '燃气检查',
  body: '',
  sent_at: '2026-03-09T01:00:00Z',
  communities: states.map((state) => ({ code: state, name: state, state, late: false, answer: '', remark: '' })),
})

it('a notice is answered by reading it, a task by reporting on it', () => {
  expect(answered(sent('notice', 'sent', 'acknowledged'))).toBe(1)
  expect(answered(sent('task', 'acknowledged', 'returned', 'reported', 'accepted'))).toBe(2)
})

it('what is late stands out whatever its state', () => {
  expect(toneOf('sent', true)).toBe('bad')
  expect(toneOf('accepted')).toBe('good')
})
