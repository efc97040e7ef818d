import type { Schema, Worded } from '@/api/page'

/** The words of points, as the API writes them. */
export const services = ['activity', 'volunteer', 'meeting', 'party', 'occasion'] as const

export type Account = Schema['PointAccount']
export type Statement = Schema['PointStatement']
export type Rule = Worded<Schema['PointRule'], { per: 'time' | 'hour' }>
export type Doubt = Worded<Schema['PointDoubt'], { state: 'open' | 'released' | 'refused' }>
export type Proof = Schema['PointProof']
export type Term = Schema['PointTerm']
export type Reward = Schema['Reward']
export type Redemption = Worded<Schema['Redemption'], { state: 'waiting' | 'handed_out' | 'cancelled' | 'expired' }>
export type Board = Schema['PointBoard']
export type Objection = Worded<Schema['PointObjection'], { state: 'open' | 'granted' | 'dismissed' }>

/** Whether the books add up. */
export const holds = (proof: Proof): boolean => proof.entries === 0 && proof.balances === 0 && proof.wrong === 0

/** Points with their sign, as a statement shows them. */
export const signed = (points: number): string => (points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0')
