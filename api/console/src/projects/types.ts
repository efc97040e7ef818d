import type { Schema, Worded } from '@/api/page'

/** The words of the projects context, as the API writes them. */
export const projectKinds = ['livelihood', 'renovation'] as const
export type ProjectKind = (typeof projectKinds)[number]

export const stages = ['proposed', 'approved', 'building', 'accepted', 'followed', 'dropped'] as const
export type Stage = (typeof stages)[number]

export const acts = ['approve', 'start', 'accept', 'rework', 'follow_up', 'drop', 'revive'] as const
export type Act = (typeof acts)[number]

export type Project = Worded<Schema['Project'], { kind: ProjectKind; stage: Stage }>
export type Milestone = Schema['ProjectMilestone']

/** What may be done next, by stage; the first is the usual one. */
export const nextActs: Record<Stage, readonly Act[]> = {
  proposed: ['approve', 'drop'],
  approved: ['start', 'drop'],
  building: ['accept', 'drop'],
  accepted: ['follow_up', 'rework'],
  followed: [],
  dropped: ['revive'],
}

/** Acts that want a reason. */
export const reasoned: readonly Act[] = ['rework', 'drop']
