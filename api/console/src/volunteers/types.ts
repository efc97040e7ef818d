import type { Schema, Worded } from '@/api/page'

/** The words of the volunteers context, as the API writes them. */
export const states = ['applied', 'active', 'declined', 'left'] as const
export type State = (typeof states)[number]
export const skills = ['medical', 'haircut', 'repair', 'teaching', 'counsel', 'law', 'arts', 'photo', 'digital', 'chores', 'order'] as const
export const times = ['morning', 'afternoon', 'evening', 'weekend'] as const
export const kinds = ['safety', 'group', 'civility', 'event', 'other'] as const
export const dispatches = ['open', 'skill', 'near', 'team'] as const
export const claimStates = ['waiting', 'approved', 'refused'] as const

export type Volunteer = Worded<Schema['Volunteer'], { state: State }>
export type Team = Schema['VolunteerTeam']
export type Task = Schema['VolunteerTask']
export type Offer = Schema['VolunteerOffer']
export type Claim = Schema['VolunteerClaim']
export type Entry = Schema['VolunteerEntry']
export type Grading = Schema['VolunteerGrading']
export type Award = Schema['VolunteerAward']

/** Hours as people say them: 1.5. */
export const hoursOf = (minutes: number): string => String(Math.round(minutes / 6) / 10)
