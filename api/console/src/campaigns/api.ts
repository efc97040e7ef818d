import { answer, http, multipart } from '@/api/client'
import { listen } from '@/api/live'
import type { Page, Schema } from '@/api/page'
import type { Call, Campaign, Progress, Roster, Shift, Target } from './types'

const at = (id: string) => ({ path: { id } })

export const listCampaigns = (query: { stage?: string; after?: string }) =>
  answer<Page<Campaign>>(http.GET('/api/v1/campaigns', { params: { query } }))
export const readCampaign = (id: string) => answer<Campaign>(http.GET('/api/v1/campaigns/{id}', { params: at(id) }))
export const addCampaign = (body: Schema['NewCampaign']) => answer<Campaign>(http.POST('/api/v1/campaigns', { body }))
export const changeCampaign = (id: string, body: Schema['NewCampaign']) =>
  answer<Campaign>(http.PUT('/api/v1/campaigns/{id}', { params: at(id), body }))
export const actOnCampaign = (campaign: Campaign, act: string) =>
  answer<Campaign>(http.POST('/api/v1/campaigns/{id}/act', { params: at(campaign.id), body: { act, revision: campaign.revision } }))

export const readRoster = (id: string) => answer<Roster>(http.GET('/api/v1/campaigns/{id}/roster', { params: at(id) }))
export const takeIn = (id: string, subjects: string[]) =>
  answer<Roster>(http.POST('/api/v1/campaigns/{id}/roster', { params: at(id), body: { subjects } }))

export const listShifts = (id: string) => answer<Shift[]>(http.GET('/api/v1/campaigns/{id}/shifts', { params: at(id) }))
export const assignShift = (id: string, body: Schema['NewCampaignShift']) =>
  answer<Shift[]>(http.POST('/api/v1/campaigns/{id}/shifts', { params: at(id), body }))
export const removeShift = (id: string) => answer(http.DELETE('/api/v1/campaign-shifts/{id}', { params: at(id) }))

/** Tells how far a campaign is, now and whenever something is found, until the returned function is called. */
export const listenToProgress = (id: string, tell: (progress: Progress) => void) => listen<Progress>(`/api/v1/campaigns/${id}/live`, tell)
export const listTargets = (id: string, query: { state?: string; grid_id?: string; after?: string }) =>
  answer<Page<Target>>(http.GET('/api/v1/campaigns/{id}/targets', { params: { ...at(id), query: { ...query, limit: 100 } } }))
export const markTarget = (id: string, body: Schema['NewCampaignMark']) =>
  answer<Target>(http.POST('/api/v1/campaign-targets/{id}/marks', { params: at(id), body }))
/** Adds a photo to a finding; under the same key it is kept once. */
export const addMarkPhoto = (id: string, file: File, key: string) =>
  answer<Schema['Photo']>(
    http.POST('/api/v1/campaign-marks/{id}/photos', { params: at(id), headers: { 'Idempotency-Key': key }, ...multipart({ file, moment: 'during' }) }),
  )
/** Where the closing report of a campaign is. */
export const archiveOf = (id: string) => `/api/v1/campaigns/${id}/archive`

export const listCalls = (query: { after?: string }) => answer<Page<Call>>(http.GET('/api/v1/street/campaigns', { params: { query } }))
export const readCall = (id: string) => answer<Call>(http.GET('/api/v1/street/campaigns/{id}', { params: at(id) }))
export const callCommunities = (body: Schema['NewCampaignCall']) => answer<Call>(http.POST('/api/v1/street/campaigns', { body }))
export const withdrawCall = (id: string) => answer<Call>(http.POST('/api/v1/street/campaigns/{id}/withdraw', { params: at(id) }))
