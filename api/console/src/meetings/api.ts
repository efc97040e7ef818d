import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Meeting } from './types'

const at = (id: string) => ({ path: { id } })

export const listMeetings = (query: { kind?: string; stage?: string; after?: string }) =>
  answer<Page<Meeting>>(http.GET('/api/v1/meetings', { params: { query: { ...query, limit: 50 } } }))
export const listTemplates = () => answer<Schema['MeetingTemplate'][]>(http.GET('/api/v1/meetings/templates'))
export const addMeeting = (body: Schema['NewMeeting']) => answer<Meeting>(http.POST('/api/v1/meetings', { body }))
export const changeMeeting = (id: string, body: Schema['NewMeeting']) =>
  answer<Meeting>(http.PUT('/api/v1/meetings/{id}', { params: at(id), body }))
export const readMeeting = (id: string) => answer<Meeting>(http.GET('/api/v1/meetings/{id}', { params: at(id) }))
export const invite = (id: string, member_id: string) =>
  answer<Meeting>(http.POST('/api/v1/meetings/{id}/invitations', { params: at(id), body: { member_id } }))
export const actOnMeeting = (meeting: Meeting, act: string, note = '') =>
  answer<Meeting>(http.POST('/api/v1/meetings/{id}/act', { params: at(meeting.id), body: { act, note, revision: meeting.revision } }))
export const takeMinutes = (meeting: Meeting, minutes: string, state: string) =>
  answer<Meeting>(http.PUT('/api/v1/meetings/{id}/minutes', { params: at(meeting.id), body: { minutes, state, revision: meeting.revision } }))
export const publishMinutes = (meeting: Meeting) =>
  answer<Meeting>(http.POST('/api/v1/meetings/{id}/publication', { params: at(meeting.id), body: { revision: meeting.revision } }))
export const resolve = (id: string, body: Schema['NewResolution']) =>
  answer<Meeting>(http.POST('/api/v1/meetings/{id}/resolutions', { params: at(id), body }))
export const takeOn = (id: string, resolution_id: string, body: Schema['ResolutionMatter']) =>
  answer<Meeting>(
    http.POST('/api/v1/meetings/{id}/resolutions/{resolution_id}/matter', { params: { path: { id, resolution_id } }, body }),
  )
/** Where the document of a meeting is. */
export const archiveOf = (id: string) => `/api/v1/meetings/${id}/archive`

export const listRoll = (id: string) =>
  answer<Page<Schema['Attendee']>>(http.GET('/api/v1/occasions/{id}/attendees', { params: { ...at(id), query: { limit: 100 } } }))
export const tickOff = (id: string, attendee_id: string, came: boolean) =>
  answer<unknown>(http.POST('/api/v1/occasions/{id}/attendees/{attendee_id}/tick', { params: { path: { id, attendee_id } }, body: { came } }))
export const inviteResident = (id: string, person_id: string) =>
  answer<unknown>(http.POST('/api/v1/occasions/{id}/attendees', { params: at(id), body: { person_id, despite_terms: false } }))
export const readCode = (id: string) => answer<Schema['CheckInCode']>(http.GET('/api/v1/occasions/{id}/code', { params: at(id) }))
export const signIn = (id: string, code: string) =>
  answer<unknown>(
    http.POST('/api/v1/occasions/{id}/mine/check-in', { params: at(id), body: { code, nonce: crypto.randomUUID() } }),
  )
