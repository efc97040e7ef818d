import type { Schema, Worded } from '@/api/page'

/** The words of the visits context, as the API writes them. */
export const visitKinds = ['home', 'phone', 'video'] as const
export type VisitKind = (typeof visitKinds)[number]

export const wellbeings = ['good', 'fair', 'poor', 'urgent'] as const
export type Wellbeing = (typeof wellbeings)[number]

export const visitStates = ['planned', 'done', 'missed', 'cancelled'] as const
export type VisitState = (typeof visitStates)[number]

export type Protocol = 'none' | 'again_today' | 'phone_or_neighbour' | 'escalated'

export const needs = ['meals', 'medicine', 'hospital', 'repair', 'cleaning', 'company', 'benefits', 'safety', 'other'] as const

export type Visit = Worded<
  Schema['Visit'],
  { state: VisitState; kind: VisitKind; protocol: Protocol; wellbeing?: Wellbeing; last_wellbeing?: Wellbeing }
>
export type VisitRecord = Schema['NewRecord']
export type RateRow = Schema['VisitRate']
export type Forecast = Schema['VisitForecast']

/** How often somebody is owed a visit. */
export const everys = ['day', 'week', 'month', 'quarter'] as const
export type Every = (typeof everys)[number]
export type Plan = Worded<Schema['VisitPlan'], { kind: VisitKind; every: Every }>
export type Duty = Worded<Schema['VisitDuty'], { kind: VisitKind; every: Every }>

/** What a community has decided about visits. */
export type Policy = Worded<Schema['VisitPolicy'], { tiers: Record<string, Duty[]>; groups: Record<string, Duty[]> }>
