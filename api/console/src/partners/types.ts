import type { Schema, Worded } from '@/api/page'

/** The words of the partners context, as the API writes them. */
export const unitKinds = ['department', 'institution', 'company', 'organisation'] as const
export type UnitKind = (typeof unitKinds)[number]

export const lists = ['resource', 'need', 'project'] as const
export type List = (typeof lists)[number]

export const offerStates = ['open', 'claimed', 'done', 'withdrawn'] as const
export type OfferState = (typeof offerStates)[number]

export const whistleKinds = ['daily', 'hard', 'emergency'] as const
export type WhistleKind = (typeof whistleKinds)[number]

export const stages = ['blown', 'handled', 'closed', 'called_off'] as const
export type Stage = (typeof stages)[number]

export type CallState = 'called' | 'answered' | 'arrived' | 'declined'

export type Partner = Worded<Schema['Partner'], { kind: UnitKind }>
export type Offer = Worded<Schema['Offer'], { list: List; state: OfferState }>
export type Call = Worded<Schema['WhistleCall'], { state: CallState }>
export type Whistle = Worded<Schema['Whistle'], { kind: WhistleKind; stage: Stage; calls: Call[] }>
