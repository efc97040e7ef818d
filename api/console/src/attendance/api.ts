import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import { device, type PhonePosition } from './phone'

export type Occasion = Schema['Occasion']
export type Attendee = Schema['Attendee']
export type Consent = Schema['GuardianConsent']

const at = (id: string) => ({ path: { id } })
const of = (id: string, attendee_id: string) => ({ path: { id, attendee_id } })

export const readOccasion = (id: string) => answer<Occasion>(http.GET('/api/v1/occasions/{id}', { params: at(id) }))
export const listMine = () => answer<Schema['OwnOccasions']>(http.GET('/api/v1/occasions/mine'))
/** Oneself, or a child for whom one acts. */
const acting = (id: string, person_id?: string) => ({ ...at(id), query: { person_id } })
export const signUp = (id: string, child?: string) => answer<Attendee>(http.POST('/api/v1/occasions/{id}/mine', { params: acting(id, child) }))
export const cancelMine = (id: string, child?: string) => answer<Attendee>(http.DELETE('/api/v1/occasions/{id}/mine', { params: acting(id, child) }))
/** The code as a phone sends it; with where the phone is only if its owner agrees. */
const scanned = (code: string, position?: PhonePosition) => ({ code, nonce: crypto.randomUUID(), position, device: device() })
export const checkIn = (id: string, code: string, child?: string, position?: PhonePosition) =>
  answer<Attendee>(http.POST('/api/v1/occasions/{id}/mine/check-in', { params: acting(id, child), body: scanned(code, position) }))
export const checkOut = (id: string, code: string, position?: PhonePosition) =>
  answer<Attendee>(http.POST('/api/v1/occasions/{id}/mine/check-out', { params: at(id), body: scanned(code, position) }))
export const listOccasions = (from: string, to: string) =>
  answer<Page<Occasion>>(http.GET('/api/v1/occasions', { params: { query: { from, to, limit: 100 } } }))
export const placeOccasion = (id: string, position?: PhonePosition) =>
  answer<Occasion>(http.PUT('/api/v1/occasions/{id}/position', { params: at(id), body: { position } }))
export const vouchForDevice = (name: string) => answer<unknown>(http.PUT('/api/v1/desk-devices', { body: { device: name } }))
export const readCode = (id: string) => answer<Schema['CheckInCode']>(http.GET('/api/v1/occasions/{id}/code', { params: at(id) }))

export const listRoll = (id: string) =>
  answer<Page<Attendee>>(http.GET('/api/v1/occasions/{id}/attendees', { params: { ...at(id), query: { limit: 100 } } }))
export const signUpAtDesk = (id: string, body: Schema['DeskSignUp']) =>
  answer<Attendee>(http.POST('/api/v1/occasions/{id}/attendees', { params: at(id), body }))
export const cancelAtDesk = (id: string, attendee: string) =>
  answer<Attendee>(http.DELETE('/api/v1/occasions/{id}/attendees/{attendee_id}', { params: of(id, attendee) }))
export const tickOff = (id: string, attendee: string, came: boolean) =>
  answer<Attendee>(http.POST('/api/v1/occasions/{id}/attendees/{attendee_id}/tick', { params: of(id, attendee), body: { came } }))
export const recordConsent = (id: string, attendee: string, body: Consent) =>
  answer<Attendee>(http.POST('/api/v1/occasions/{id}/attendees/{attendee_id}/consent', { params: of(id, attendee), body }))

export const listCalls = (after?: string) =>
  answer<Page<Schema['PhoneNotice']>>(http.GET('/api/v1/phone-notices', { params: { query: { after, limit: 50 } } }))
export const callDone = (id: string, note: string) =>
  answer<unknown>(http.POST('/api/v1/phone-notices/{id}/done', { params: at(id), body: { note } }))
