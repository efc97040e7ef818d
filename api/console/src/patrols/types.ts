import type { Schema, Worded } from '@/api/page'

/** The words of the patrols context, as the API writes them. */
export const kinds = ['clutter', 'bins', 'litter', 'green', 'bikes', 'wires', 'ads', 'broken', 'other'] as const
export type Kind = (typeof kinds)[number]

export const states = ['open', 'cooling', 'solved', 'returned', 'called_off'] as const
export type State = (typeof states)[number]

export const groupings = ['kind', 'point', 'grid', 'building'] as const
export type Grouping = (typeof groupings)[number]

export type Point = Schema['PatrolPoint']
export type Route = Schema['PatrolRoute']
export type Round = Schema['PatrolRound']
export type Finding = Worded<Schema['Finding'], { kind: Kind; state: State }>
