import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Activity, Booking, Programme, Provider, Room, Wish } from './types'

const at = (id: string) => ({ path: { id } })

export type MenuQuery = { class?: string; stage?: string; programme?: string; from?: string; to?: string; after?: string; limit?: number }
export const listActivities = (query: MenuQuery) =>
  answer<Page<Activity>>(http.GET('/api/v1/activities', { params: { query: { limit: 50, ...query } } }))
export const readActivity = (id: string) => answer<Activity>(http.GET('/api/v1/activities/{id}', { params: at(id) }))
export const addActivity = (body: Schema['NewActivity']) => answer<Activity>(http.POST('/api/v1/activities', { body }))
export const changeActivity = (id: string, body: Schema['NewActivity']) =>
  answer<Activity>(http.PUT('/api/v1/activities/{id}', { params: at(id), body }))
export const actOnActivity = (activity: Activity, act: string, note = '') =>
  answer<Activity>(http.POST('/api/v1/activities/{id}/act', { params: at(activity.id), body: { act, note, revision: activity.revision } }))
export const addActivityPhoto = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/activities/{id}/photos', { params: at(id), ...multipart({ file, moment: 'before' }) }))
export const sayHowItWas = (id: string, body: Schema['NewFeedback'], person_id?: string) =>
  answer<unknown>(http.POST('/api/v1/activities/{id}/feedback', { params: { ...at(id), query: { person_id } }, body }))
export const sayAtDesk = (id: string, attendee_id: string, body: Schema['NewFeedback']) =>
  answer<unknown>(http.POST('/api/v1/activities/{id}/attendees/{attendee_id}/feedback', { params: { path: { id, attendee_id } }, body }))

export const listProgrammes = () => answer<Programme[]>(http.GET('/api/v1/programmes'))
export const readProgramme = (id: string) => answer<Programme>(http.GET('/api/v1/programmes/{id}', { params: at(id) }))
export const addProgramme = (body: Schema['NewProgramme']) => answer<Programme>(http.POST('/api/v1/programmes', { body }))
export const changeProgramme = (id: string, body: Schema['NewProgramme']) =>
  answer<Programme>(http.PUT('/api/v1/programmes/{id}', { params: at(id), body }))
export const enrolMyself = (id: string, query: { person_id?: string; terms_version?: number }) =>
  answer<Programme>(http.POST('/api/v1/programmes/{id}/mine', { params: { ...at(id), query } }))
export const leaveProgramme = (id: string, person_id?: string) =>
  answer<Programme>(http.DELETE('/api/v1/programmes/{id}/mine', { params: { ...at(id), query: { person_id } } }))
export const enrolResident = (id: string, body: Schema['Enrolee']) =>
  answer<Programme>(http.POST('/api/v1/programmes/{id}/participants', { params: at(id), body }))
export const letGo = (id: string, participant_id: string) =>
  answer<Programme>(http.DELETE('/api/v1/programmes/{id}/participants/{participant_id}', { params: { path: { id, participant_id } } }))

export const listWishes = (query: { state?: string; after?: string }) =>
  answer<Page<Wish>>(http.GET('/api/v1/wishes', { params: { query: { ...query, limit: 50 } } }))
export const wishFor = (body: Schema['NewWish']) => answer<Wish>(http.POST('/api/v1/wishes', { body }))
export const voteFor = (id: string) => answer<Wish>(http.POST('/api/v1/wishes/{id}/votes', { params: at(id), body: {} }))
export const answerWish = (id: string, body: Schema['WishAnswer']) =>
  answer<Wish>(http.POST('/api/v1/wishes/{id}/answer', { params: at(id), body }))

export const listRooms = () => answer<Room[]>(http.GET('/api/v1/rooms'))
export const addRoom = (body: Schema['NewRoom']) => answer<Room>(http.POST('/api/v1/rooms', { body }))
export const changeRoom = (id: string, body: Schema['NewRoom']) => answer<Room>(http.PUT('/api/v1/rooms/{id}', { params: at(id), body }))
export const listBookings = (from: string, to: string) => answer<Booking[]>(http.GET('/api/v1/room-bookings', { params: { query: { from, to } } }))
export const bookRoom = (id: string, body: Schema['NewBooking']) =>
  answer<Booking>(http.POST('/api/v1/rooms/{id}/bookings', { params: at(id), body }))
export const giveBack = (id: string) => answer<Booking>(http.DELETE('/api/v1/room-bookings/{id}', { params: at(id) }))

export const listProviders = () => answer<Provider[]>(http.GET('/api/v1/providers'))
export const readProvider = (id: string) => answer<Provider>(http.GET('/api/v1/providers/{id}', { params: at(id) }))
export const addProvider = (body: Schema['NewProvider']) => answer<Provider>(http.POST('/api/v1/providers', { body }))
export const addContract = (id: string, body: Schema['NewContract']) =>
  answer<Provider>(http.POST('/api/v1/providers/{id}/contracts', { params: at(id), body }))
export const addDeliverable = (id: string, body: Schema['NewDeliverable']) =>
  answer<Provider>(http.POST('/api/v1/contracts/{id}/deliverables', { params: at(id), body }))
export const reviewContract = (id: string, body: Schema['ContractReview']) =>
  answer<Provider>(http.PUT('/api/v1/contracts/{id}/review', { params: at(id), body }))
export const actOnDeliverable = (id: string, body: Schema['DeliverableDeed']) =>
  answer<Provider>(http.POST('/api/v1/deliverables/{id}/act', { params: at(id), body }))
export const addProof = (id: string, file: File) =>
  answer<Schema['Photo']>(http.POST('/api/v1/deliverables/{id}/photos', { params: at(id), ...multipart({ file, moment: 'after' }) }))

export const openMenu = (code: string) =>
  answer<Schema['PublicMenu']>(http.GET('/api/v1/public/communities/{code}/menu', { params: { path: { code } } }))
