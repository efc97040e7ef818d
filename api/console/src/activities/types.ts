import type { Schema, Worded } from '@/api/page'

/** The words of the activities context, as the API writes them. */
export const classes = ['red', 'volunteer', 'signature', 'home', 'soup'] as const
export type Class = (typeof classes)[number]

export const stages = ['planned', 'published', 'held', 'archived', 'cancelled'] as const
export type Stage = (typeof stages)[number]

export const programmeKinds = ['phone_class', 'solo_living', 'fathers', 'summer_camp', 'children_team', 'mothers_team', 'other'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]

export const wishStates = ['open', 'planned', 'declined'] as const

export type Activity = Worded<Schema['Activity'], { class: Class; stage: Stage }>
export type Programme = Worded<Schema['Programme'], { kind: ProgrammeKind }>
export type Room = Schema['Room']
export type Booking = Schema['RoomBooking']
export type Provider = Schema['Provider']
export type Wish = Schema['Wish']

/** The tone of a stage. */
export const toneOf = (stage: Stage) => (stage === 'published' ? 'waiting' : stage === 'held' || stage === 'archived' ? 'good' : 'quiet')

/** How many seats are free; nothing where they are not counted. */
export function freeSeats({ occasion }: Pick<Activity, 'occasion'>): number | undefined {
  if (occasion.capacity === undefined) return undefined
  return Math.max(0, occasion.capacity - occasion.signed_up - occasion.pending - occasion.attended - occasion.no_show)
}

/** Who came and has not said how it was: the reader, who has no name here, and their children. */
export function whoMayTell({ own, said, children = [] }: Pick<Activity, 'own' | 'said' | 'children'>): { id: string; name: string }[] {
  const me = own?.state === 'attended' && !said ? [{ id: '', name: '' }] : []
  const theirs = children.filter((child) => child.attendee?.state === 'attended' && !child.said)
  return [...me, ...theirs.map(({ person_id, name }) => ({ id: person_id, name }))]
}
