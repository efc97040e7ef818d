import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Call, Offer, Partner, Whistle } from './types'

const at = (id: string) => ({ path: { id } })
const of = (whistle: Whistle, call: Call) => ({ path: { id: whistle.id, call_id: call.id } })

export const listPartners = () => answer<Partner[]>(http.GET('/api/v1/partners'))
export const addPartner = (body: Schema['NewPartner']) => answer<Partner>(http.POST('/api/v1/partners', { body }))
export const changePartner = (id: string, body: Schema['NewPartner']) =>
  answer<Partner>(http.PUT('/api/v1/partners/{id}', { params: at(id), body }))

export const listOffers = (query: { list?: string; state?: string; after?: string }) =>
  answer<Page<Offer>>(http.GET('/api/v1/offers', { params: { query: { ...query, limit: 50 } } }))
export const addOffer = (body: Schema['NewOffer']) => answer<Offer>(http.POST('/api/v1/offers', { body }))
export const actOnOffer = (offer: Offer, body: Omit<Schema['OfferDeed'], 'revision'>) =>
  answer<Offer>(http.POST('/api/v1/offers/{id}/act', { params: at(offer.id), body: { ...body, revision: offer.revision } }))

export const listWhistles = (query: { stage?: string; after?: string }) =>
  answer<Page<Whistle>>(http.GET('/api/v1/whistles', { params: { query: { ...query, limit: 50 } } }))
export const blow = (body: Schema['NewWhistle']) => answer<Whistle>(http.POST('/api/v1/whistles', { body }))
export const readWhistle = (id: string) => answer<Whistle>(http.GET('/api/v1/whistles/{id}', { params: at(id) }))
export const actOnWhistle = (whistle: Whistle, act: string, note: string) =>
  answer<Whistle>(http.POST('/api/v1/whistles/{id}/act', { params: at(whistle.id), body: { act, note, revision: whistle.revision } }))
export const actOnCall = (whistle: Whistle, call: Call, body: Omit<Schema['CallDeed'], 'revision'>) =>
  answer<Whistle>(
    http.POST('/api/v1/whistles/{id}/calls/{call_id}/act', { params: of(whistle, call), body: { ...body, revision: call.revision } }),
  )
export const rateCall = (whistle: Whistle, call: Call, rating: number) =>
  answer<Whistle>(
    http.POST('/api/v1/whistles/{id}/calls/{call_id}/rating', { params: of(whistle, call), body: { rating, revision: call.revision } }),
  )
export const addCallPhoto = (whistle: Whistle, call: Call, file: File) =>
  answer<Schema['Photo']>(
    http.POST('/api/v1/whistles/{id}/calls/{call_id}/photos', { params: of(whistle, call), ...multipart({ file, moment: 'during' }) }),
  )

export const listRates = (days: number) => answer<Schema['PartnerRate'][]>(http.GET('/api/v1/street/partners', { params: { query: { days } } }))
