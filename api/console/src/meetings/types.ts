import type { Schema, Worded } from '@/api/page'

/** The words of the meetings context, as the API writes them. */
export const kinds = ['congress', 'heart', 'hearing', 'joint'] as const
export type Kind = (typeof kinds)[number]

export const stages = ['planned', 'called', 'held', 'cancelled'] as const
export type Stage = (typeof stages)[number]

export type MinutesState = 'draft' | 'review' | 'published'
export type Meeting = Worded<Schema['Meeting'], { kind: Kind; stage: Stage; minutes_state: MinutesState }>
export type Resolution = Schema['MeetingResolution']
