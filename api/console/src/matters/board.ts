import type { Matter } from './types'

/** The columns of the board: how far a matter is, as the office counts it. */
export const columns = ['waiting', 'handling', 'undecided', 'done', 'closed'] as const
export type Column = (typeof columns)[number]

/** The column of a matter; none for what was merged or declined. */
export function columnOf({ stage, assignment }: Pick<Matter, 'stage' | 'assignment'>): Column | undefined {
  if (stage === 'done' || stage === 'closed') return stage
  if (stage !== 'open') return undefined
  if (!assignment || assignment.state === 'returned' || assignment.asked_until) return 'undecided'
  return assignment.state === 'assigned' ? 'waiting' : 'handling'
}

/** Matters by column, those that end first at the top of what is open. */
export function boardOf(matters: readonly Matter[]): Record<Column, Matter[]> {
  const board: Record<Column, Matter[]> = { waiting: [], handling: [], undecided: [], done: [], closed: [] }
  const pressing = [...matters].sort((one, other) => (one.assignment?.due_at ?? '').localeCompare(other.assignment?.due_at ?? ''))
  for (const matter of pressing) {
    const column = columnOf(matter)
    if (column) board[column].push(matter)
  }
  return board
}
