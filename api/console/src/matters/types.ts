import type { Schema, Worded } from '@/api/page'

/** The words of the matters context, as the API writes them. */
export const sources = ['phone', 'walk_in', 'chat', 'patrol', 'visit', 'meeting'] as const
export const stages = ['open', 'done', 'closed', 'merged', 'declined'] as const
export type Stage = (typeof stages)[number]

export const views = ['today', 'board', 'mine', 'undecided', 'overdue', 'recheck', 'all'] as const
export type View = (typeof views)[number]

export type Matter = Worded<Schema['Matter'], { stage: Stage }>
export type MatterStep = Schema['AssignmentStep']
export type MatterKind = Schema['MatterKind']
