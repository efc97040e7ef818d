import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Claim, Entry, Grading, Offer, Task, Team, Volunteer } from './types'

const at = (id: string) => ({ path: { id } })

export const listVolunteers = (query: { state?: string; skill?: string; team_id?: string; after?: string }) =>
  answer<Page<Volunteer>>(http.GET('/api/v1/volunteers', { params: { query: { ...query, limit: 50 } } }))
export const readVolunteer = (id: string) => answer<Volunteer>(http.GET('/api/v1/volunteers/{id}', { params: at(id) }))
export const registerVolunteer = (body: Schema['NewVolunteer']) => answer<Volunteer>(http.POST('/api/v1/volunteers', { body }))
export const decideOn = (volunteer: Volunteer, act: string, reason = '') =>
  answer<Volunteer>(http.POST('/api/v1/volunteers/{id}/decision', { params: at(volunteer.id), body: { act, reason, revision: volunteer.revision } }))
export const listEntries = (id: string, after?: string) =>
  answer<Page<Entry>>(http.GET('/api/v1/volunteers/{id}/entries', { params: { ...at(id), query: { after, limit: 50 } } }))
export const reverse = (id: string, reason: string) =>
  answer<Entry>(http.POST('/api/v1/volunteer-entries/{id}/reversal', { params: at(id), body: { reason } }))
export const issueRecord = (id: string) => answer<{ id: string }>(http.POST('/api/v1/volunteers/{id}/records', { params: at(id), body: {} }))
export const documentOf = (record: string) => `/api/v1/volunteer-records/${record}/document`

export const readMe = () => answer<Volunteer>(http.GET('/api/v1/volunteers/mine'))
export const apply = (body: Schema['VolunteerProfile']) => answer<Volunteer>(http.PUT('/api/v1/volunteers/mine', { body }))
export const listMyEntries = (after?: string) =>
  answer<Page<Entry>>(http.GET('/api/v1/volunteers/mine/entries', { params: { query: { after, limit: 50 } } }))
export const takeRecord = () => answer<{ id: string }>(http.POST('/api/v1/volunteers/mine/records', { body: {} }))
export const listOffers = () => answer<{ items: Offer[] }>(http.GET('/api/v1/volunteer-tasks/mine'))
export const answerTask = (id: string, accepted: boolean) =>
  answer<{ items: Offer[] }>(http.POST('/api/v1/volunteer-tasks/{id}/answer', { params: at(id), body: { accepted } }))

export const listTeams = () => answer<{ items: Team[] }>(http.GET('/api/v1/volunteer-teams'))
export const addTeam = (body: Schema['NewVolunteerTeam']) => answer<{ items: Team[] }>(http.POST('/api/v1/volunteer-teams', { body }))
export const changeTeam = (id: string, body: Schema['NewVolunteerTeam']) =>
  answer<{ items: Team[] }>(http.PUT('/api/v1/volunteer-teams/{id}', { params: at(id), body }))
export const joinTeam = (id: string, volunteer_id: string) =>
  answer<unknown>(http.POST('/api/v1/volunteer-teams/{id}/volunteers', { params: at(id), body: { volunteer_id } }))
export const leaveTeam = (id: string, volunteer_id: string) =>
  answer<unknown>(http.DELETE('/api/v1/volunteer-teams/{id}/volunteers/{volunteer_id}', { params: { path: { id, volunteer_id } } }))

export const listTasks = (query: { kind?: string; after?: string }) =>
  answer<Page<Task>>(http.GET('/api/v1/volunteer-tasks', { params: { query: { ...query, limit: 50 } } }))
export const readTask = (id: string) => answer<Task>(http.GET('/api/v1/volunteer-tasks/{id}', { params: at(id) }))
export const dispatchTask = (body: Schema['NewVolunteerTask']) => answer<Task>(http.POST('/api/v1/volunteer-tasks', { body }))
export const changeTask = (id: string, body: Schema['NewVolunteerTask']) =>
  answer<Task>(http.PUT('/api/v1/volunteer-tasks/{id}', { params: at(id), body }))
export const cancelTask = (task: Task, reason: string) =>
  answer<Task>(http.POST('/api/v1/volunteer-tasks/{id}/cancel', { params: at(task.id), body: { reason, revision: task.revision } }))

export const listClaims = (state: string | undefined, after?: string) =>
  answer<Page<Claim>>(http.GET('/api/v1/volunteer-claims', { params: { query: { state, after, limit: 50 } } }))
export const listMyClaims = () => answer<Page<Claim>>(http.GET('/api/v1/volunteer-claims/mine', { params: { query: { limit: 20 } } }))
export const report = (body: Schema['NewVolunteerClaim']) => answer<Claim>(http.POST('/api/v1/volunteer-claims', { body }))
export const addProof = (id: string, file: File) =>
  answer<unknown>(http.POST('/api/v1/volunteer-claims/{id}/photos', { params: at(id), ...multipart({ file }) }))
export const decideClaim = (claim: Claim, approved: boolean, reason = '') =>
  answer<Claim>(http.POST('/api/v1/volunteer-claims/{id}/decision', { params: at(claim.id), body: { approved, reason, revision: claim.revision } }))

export const listGradings = () => answer<{ items: Grading[] }>(http.GET('/api/v1/volunteer-gradings'))
export const readGrading = (id: string) => answer<Grading>(http.GET('/api/v1/volunteer-gradings/{id}', { params: at(id) }))
export const beginGrading = (body: Schema['NewVolunteerGrading']) => answer<Grading>(http.POST('/api/v1/volunteer-gradings', { body }))
export const actOnGrading = (grading: Grading, act: string, days?: number) =>
  answer<Grading>(http.POST('/api/v1/volunteer-gradings/{id}/act', { params: at(grading.id), body: { act, days, revision: grading.revision } }))
export const object = (star: string, words: string) =>
  answer<unknown>(http.POST('/api/v1/volunteer-stars/{id}/objections', { params: at(star), body: { words } }))
export const answerObjection = (id: string, upheld: boolean, words: string) =>
  answer<Grading>(http.POST('/api/v1/volunteer-objections/{id}/answer', { params: at(id), body: { upheld, answer: words } }))
export const verify = (code: string) =>
  answer<Schema['VerifiedRecord']>(http.GET('/api/v1/public/volunteer-records/{code}', { params: { path: { code } } }))
