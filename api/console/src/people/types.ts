import type { Schema, Worded } from '@/api/page'

/** The words of the people context, as the API writes them. */
export const tiers = ['red', 'yellow', 'green', 'none'] as const
export type Tier = (typeof tiers)[number]

export const residentStates = ['present', 'hospital', 'away', 'moved_out', 'dead'] as const
export type ResidentState = (typeof residentStates)[number]

export const groups = [
  'alone',
  'empty_nest',
  'solitary',
  'very_old',
  'disabled',
  'left_behind',
  'destitute',
  'low_income',
  'bereaved',
  'impaired',
  'mental_illness',
  'veteran',
  'child_in_need',
  'left_behind_child',
  'orphan',
  'other',
] as const
export type Group = (typeof groups)[number]

export const eventKinds = [
  'hospital_in',
  'hospital_out',
  'left',
  'returned',
  'moved_out',
  'moved_in',
  'muted',
  'unmuted',
  'major',
  'death',
] as const
export type EventKind = (typeof eventKinds)[number]

export type Resident = Worded<Schema['Resident'], { groups: Group[]; tier: Tier; state: ResidentState }>
export type ResidentEvent = Worded<Schema['Event'], { kind: EventKind }>
export type Contact = Schema['Contact']
export type NewResident = Schema['ResidentDetails']
