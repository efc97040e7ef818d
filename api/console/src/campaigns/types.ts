import type { Schema, Worded } from '@/api/page'
import type { Question } from '@/outreach/types'

/** The words of the campaigns context, as the API writes them. */
export const causes = ['screening', 'flood', 'census', 'gas', 'other'] as const
export type Cause = (typeof causes)[number]

export const whoms = ['people', 'households', 'dwellings', 'shops'] as const
export type Whom = (typeof whoms)[number]

export const stages = ['planned', 'running', 'closed', 'dropped'] as const
export type Stage = (typeof stages)[number]

export const forces = ['party', 'social', 'volunteer'] as const
export type Force = (typeof forces)[number]

export const outcomes = ['done', 'absent', 'refused', 'moved', 'not_found'] as const
export type Outcome = (typeof outcomes)[number]

export type Campaign = Worded<Schema['Campaign'], { cause: Cause; whom: Whom; stage: Stage; questions: Question[] }>
export type Answer = Worded<Schema['CampaignAnswer'], { stage: Stage }>
export type Call = Worded<Schema['CampaignCall'], { cause: Cause; whom: Whom; questions: Question[]; communities: Answer[] }>
export type Shift = Worded<Schema['CampaignShift'], { force: Force }>
export type Target = Worded<Schema['CampaignTarget'], { outcome?: Outcome }>
export type Progress = Schema['CampaignProgress']
export type Line = Schema['CampaignLine']
export type Roster = Schema['CampaignRoster']

/** Whether nobody has to go there again after such a finding. */
export const settles = (outcome: Outcome | undefined): boolean => outcome !== undefined && outcome !== 'absent'

/** The tone in which a stage is shown. */
export const toneOf = (stage: Stage) => (stage === 'closed' ? 'good' : stage === 'running' ? 'waiting' : 'quiet')
