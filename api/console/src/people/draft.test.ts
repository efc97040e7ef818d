import { expect, it } from 'vitest'
import { draftOf, told } from './draft'
import type { Resident } from './types'

const known: Resident = {
  id: '1',
  name: '王秀兰',
  sex: 'female',
  id_number: '1201**********1234',
  phone: '138****1234',
  groups: ['alone'],
  tier: 'red',
  state: 'present',
  household_id: '2',
  address: '3号楼2单元501',
  grid: { id: '3', name: '第一网格' },
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  note: '耳背',
}

it('stars are never sent back', () => {
  const draft = draftOf(known)
  expect(draft.id_number).toBe('')
  expect(told(draft, known)).toEqual({})
})

it('what was emptied is told as empty, what was left alone is not told', () =>
  expect(told({ ...draftOf(known), note: '', groups: [] }, known)).toEqual({ note: '', groups: [] }))

it('a new resident tells what was typed, without the spaces around it', () =>
  expect(told({ ...draftOf(), name: ' 张桂英 ', address: '3号楼2单元501' })).toEqual({
    name: '张桂英',
    address: '3号楼2单元501',
  }))
