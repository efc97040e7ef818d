import type { Schema, Worded } from '@/api/page'

/** The words of forms, as the API writes them. */
export const every = ['once', 'month', 'quarter', 'year'] as const
export const subjects = ['person', 'household', 'dwelling', 'entry'] as const
export const tenancies = ['home', 'rented', 'shop', 'vacant'] as const
export type State = 'draft' | 'checked' | 'submitted' | 'returned' | 'accepted'
export type Change = 'same' | 'changed' | 'added' | 'gone'
export type Every = (typeof every)[number]
export type Subject = (typeof subjects)[number]
export type Filling = Worded<Schema['Filling'], { state: State; subject: Subject }>
export type Row = Worded<Schema['FillingRow'], { change: Change }>
export type Column = Schema['FormColumn']
export type Plan = Worded<Schema['FormPlan'], { every: Every; subject: Subject }>
export type Wanted = Schema['WantedForm']
export type Choices = Schema['FormChoices']
export type Preview = Schema['FormPreview']
export type CountTable = Schema['FormTable']
export type Overview = Schema['FormOverview']
export type Standing = Schema['FormStanding']
export type Grant = Schema['FormGrant']
export type Figures = Schema['FormFigures']

/** Whose form is designed: the street's, or the community's own. */
export type Owner = 'street' | 'own'

/** How a state looks: what waits for somebody stands out. */
export function toneOf(state: string): 'good' | 'waiting' | 'quiet' | 'bad' {
  if (state === 'accepted') return 'good'
  if (state === 'returned') return 'bad'
  return state === 'submitted' ? 'quiet' : 'waiting'
}
