import { describe, expect, it } from 'vitest'
import { standingOf } from './route'
import type { Visit } from './types'

function visit(building: string, more: Partial<Visit> = {}): Visit {
  return {
    id: crypto.randomUUID(),
    person: { id: '1', name: '王秀兰', tier: 'red', groups: [] },
    address: `${building}1单元101`,
    building,
    unit: '1',
    floor: 1,
    room: '101',
    slot: 'week.home@2026-W47',
    planned_on: '2026-11-22',
    overdue: false,
    needs: [],
    opens_at: '2026-11-22T00:00:00Z',
    due_at: '2026-11-22T12:00:00Z',
    state: 'planned',
    kind: 'home',
    protocol: 'none',
    ...more,
  }
}

describe('how a day stands', () => {
  it('counts late and unanswered visits only while they are open', () => {
    const standing = standingOf([
      visit('1', { state: 'done', overdue: true }),
      visit('1', { overdue: true }),
      visit('1', { protocol: 'again_today' }),
    ])
    expect(standing).toEqual({ total: 3, done: 1, overdue: 1, waiting: 1 })
  })
})
