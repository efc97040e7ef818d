import { describe, expect, it } from 'vitest'
import { boardOf, columnOf } from './board'
import type { Matter } from './types'

function matter(id: string, stage: Matter['stage'], assignment?: Partial<Matter['assignment']>): Matter {
  return { id, stage, assignment } as Matter
}

describe('the board', () => {
  it('puts a matter where the office looks for it', () => {
    expect(columnOf(matter('1', 'open', { state: 'assigned' }))).toBe('waiting')
    expect(columnOf(matter('1', 'open', { state: 'accepted' }))).toBe('handling')
    expect(columnOf(matter('1', 'open', { state: 'accepted', asked_until: '2026-03-09T00:00:00Z' }))).toBe('undecided')
    expect(columnOf(matter('1', 'open', { state: 'returned' }))).toBe('undecided')
    expect(columnOf(matter('1', 'done'))).toBe('done')
    expect(columnOf(matter('1', 'merged'))).toBeUndefined()
  })
  it('has what ends first at the top', () => {
    const late = matter('late', 'open', { state: 'accepted', due_at: '2026-03-20T00:00:00Z' })
    const soon = matter('soon', 'open', { state: 'accepted', due_at: '2026-03-10T00:00:00Z' })
    expect(boardOf([late, soon]).handling.map(({ id }) => id)).toEqual(['soon', 'late'])
  })
})
