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

export interface Resident {
  id: string
  name: string
  sex?: string | null
  birth_date?: string | null
  age?: number | null
  id_number?: string | null
  phone?: string | null
  groups: Group[]
  tier: Tier
  state: ResidentState
  muted_until?: string | null
  mute_reason?: string | null
  household_id?: string | null
  address?: string | null
  grid?: { id: string; name: string } | null
  note?: string | null
  health_remark?: string | null
  lunar_birthday?: string | null
}

export interface ResidentEvent {
  id: string
  kind: EventKind
  on_day: string
  until_day?: string | null
  note?: string | null
  undone_at?: string | null
  created_at?: string
}

export interface Contact {
  id: string
  name: string
  relation?: string | null
  phone?: string | null
  guardian: boolean
}

export interface NewResident {
  name: string
  sex?: string
  birth_date?: string
  id_number?: string
  phone?: string
  tier?: Tier
  groups?: Group[]
  household_id?: string
  address?: string
  health_remark?: string
  note?: string
  override_duplicate?: boolean
}
