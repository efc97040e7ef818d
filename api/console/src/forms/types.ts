import type { Schema, Worded } from '@/api/page'

/** The words of forms, as the API writes them. */
export const every = ['month', 'quarter'] as const
export const facts = ['name', 'id_number', 'sex', 'birth_date', 'age', 'phone', 'address', 'grid', 'groups', 'tier', 'visits', 'constant', 'blank'] as const
export type State = 'draft' | 'checked' | 'submitted' | 'returned' | 'accepted'
export type Change = 'same' | 'changed' | 'added' | 'gone'
export type Filling = Worded<Schema['Filling'], { state: State }>
export type Row = Worded<Schema['FillingRow'], { change: Change }>
export type Cell = Schema['FillingCell']
export type Column = Schema['FormColumn']
export type Every = (typeof every)[number]
export type Wanted = Worded<Schema['WantedForm'], { every: Every }>
export type Overview = Schema['FormOverview']

/** How a state looks: what waits for somebody stands out. */
export function toneOf(state: string): 'good' | 'waiting' | 'quiet' | 'bad' {
  if (state === 'accepted') return 'good'
  if (state === 'returned') return 'bad'
  return state === 'submitted' ? 'quiet' : 'waiting'
}
