/** The words of the visits context, as the API writes them. */
export const visitKinds = ['home', 'phone', 'video'] as const
export type VisitKind = (typeof visitKinds)[number]

export const wellbeings = ['good', 'fair', 'poor', 'urgent'] as const
export type Wellbeing = (typeof wellbeings)[number]

export const visitStates = ['planned', 'done', 'missed', 'cancelled'] as const
export type VisitState = (typeof visitStates)[number]

export type Protocol = 'none' | 'again_today' | 'phone_or_neighbour' | 'escalated'

export const needs = ['meals', 'medicine', 'hospital', 'repair', 'cleaning', 'company', 'benefits', 'safety', 'other'] as const

export interface Visit {
  id: string
  person: { id: string; name: string; age?: number | null; tier: string; groups: string[]; phone_masked?: string | null }
  address?: string | null
  building?: string | null
  unit?: string | null
  floor?: string | number | null
  room?: string | null
  opens_at: string
  due_at: string
  state: VisitState
  kind: VisitKind
  protocol: Protocol
  next_at?: string | null
  overdue?: boolean
  last_visit_at?: string | null
  last_wellbeing?: Wellbeing | null
  visitor?: { id: string; name: string } | null
  grid?: { id: string; name: string } | null
  recorded_at?: string | null
  recorded_by?: string | null
  cancel_reason?: string | null
  wellbeing?: Wellbeing | null
  needs?: string[]
  remark?: string | null
  next_step?: string | null
  attempts?: { at: string; result: string; note?: string | null }[]
  photos?: { id: string }[]
}

export interface VisitRecord {
  kind: VisitKind
  wellbeing: Wellbeing
  needs: string[]
  remark?: string
  next_step?: string
  follow_up_on?: string
  visited_at?: string
}

export interface RateRow {
  key: string
  name: string
  due: number
  visited: number
  rate: number
}

/** How often somebody is owed a visit. */
export const everys = ['day', 'week', 'month', 'quarter'] as const
export type Every = (typeof everys)[number]

export interface Duty {
  kind: VisitKind
  every: Every
}

/** What a community has decided about visits. */
export interface Policy {
  tiers: Record<string, Duty[]>
  groups: Record<string, Duty[]>
  event_hours: number
  timers: { again_minutes: number; phone_minutes: number; repeat_hours: number }
}

export interface Forecast {
  person: { id: string; name: string; tier: string }
  address: string
  reason: string
  planned_on?: string
}
