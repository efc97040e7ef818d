import { expect, it } from 'vitest'
import { total, type Line } from './campaigns'

const tally = (found: number, rectified: number, returned: number) => ({ found, rectified, returned })

it('adds up the grids of a campaign window by window', () => {
  const lines: Line[] = [
    { grid: '第一网格', before: tally(5, 4, 2), during: tally(3, 3, 1), after: tally(0, 0, 0) },
    { grid: '', before: tally(1, 1, 0), during: tally(2, 0, 0), after: tally(1, 0, 1) },
  ]
  expect(total(lines, 'before')).toEqual(tally(6, 5, 2))
  expect(total(lines, 'during')).toEqual(tally(5, 3, 1))
  expect(total([], 'after')).toEqual(tally(0, 0, 0))
})
