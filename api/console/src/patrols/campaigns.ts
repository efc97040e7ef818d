import { answer, http, multipart } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'
import type { Kind } from './types'

/** The words of campaigns and publicity events, as the API writes them. */
export const campaignStages = ['planned', 'running', 'ended', 'closed', 'cancelled'] as const
export type CampaignStage = (typeof campaignStages)[number]

export const eventStages = ['planned', 'held', 'cancelled'] as const
export type EventStage = (typeof eventStages)[number]

export const windows = ['before', 'during', 'after'] as const
export type Window = (typeof windows)[number]

export type Line = Schema['PatrolCampaignLine']
export type Tally = Schema['PatrolCampaignTally']
export type Campaign = Worded<Schema['PatrolCampaign'], { stage: CampaignStage; kinds: Kind[] }>
export type Publicity = Worded<Schema['Publicity'], { stage: EventStage }>

const at = (id: string) => ({ path: { id } })

export const listCampaigns = (query: { stage?: string; after?: string }) =>
  answer<Page<Campaign>>(http.GET('/api/v1/patrol-campaigns', { params: { query: { ...query, limit: 50 } } }))
export const readCampaign = (id: string) => answer<Campaign>(http.GET('/api/v1/patrol-campaigns/{id}', { params: at(id) }))
export const planCampaign = (body: Schema['NewPatrolCampaign']) => answer<Campaign>(http.POST('/api/v1/patrol-campaigns', { body }))
export const changeCampaign = (id: string, body: Schema['NewPatrolCampaign']) =>
  answer<Campaign>(http.PUT('/api/v1/patrol-campaigns/{id}', { params: at(id), body }))
export const actOnCampaign = ({ id, revision }: Campaign, act: string, note: string) =>
  answer<Campaign>(http.POST('/api/v1/patrol-campaigns/{id}/act', { params: at(id), body: { act, note, revision } }))

export const listPublicity = (query: { stage?: string; campaign_id?: string; after?: string }) =>
  answer<Page<Publicity>>(http.GET('/api/v1/publicity-events', { params: { query: { ...query, limit: 50 } } }))
export const readPublicity = (id: string) => answer<Publicity>(http.GET('/api/v1/publicity-events/{id}', { params: at(id) }))
export const planPublicity = (body: Schema['NewPublicity']) => answer<Publicity>(http.POST('/api/v1/publicity-events', { body }))
export const changePublicity = (id: string, body: Schema['NewPublicity']) =>
  answer<Publicity>(http.PUT('/api/v1/publicity-events/{id}', { params: at(id), body }))
export const actOnPublicity = ({ id, revision }: Publicity, body: Omit<Schema['PublicityDeed'], 'revision'>) =>
  answer<Publicity>(http.POST('/api/v1/publicity-events/{id}/act', { params: at(id), body: { ...body, revision } }))
export const addPublicityPhoto = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/publicity-events/{id}/photos', { params: at(id), ...multipart({ file, moment: 'during' }) }))

export const toneOf = (stage: CampaignStage | EventStage) =>
  stage === 'closed' || stage === 'held' ? 'good' : stage === 'running' || stage === 'planned' ? 'waiting' : stage === 'ended' ? 'bad' : 'quiet'

/** All grids together. */
export function total(lines: readonly Line[], window: Window): Tally {
  const sum = { found: 0, rectified: 0, returned: 0 }
  for (const line of lines) {
    sum.found += line[window].found
    sum.rectified += line[window].rectified
    sum.returned += line[window].returned
  }
  return sum
}
