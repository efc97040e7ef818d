import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'

const at = (id: string) => ({ path: { id } })
const door = (code: string) => ({ path: { code } })

export type EnrolmentRequest = Schema['EnrolmentRequest']
export type Enrolment = Schema['Enrolment']

export const openDoor = (code: string) =>
  answer<{ community: string }>(http.GET('/api/v1/public/communities/{code}/enrolment', { params: door(code) }))
export const askToJoin = (code: string, body: Schema['Joining']) =>
  answer<{ ticket: string }>(http.POST('/api/v1/public/communities/{code}/enrolment', { params: door(code), body }))
export const proveAddress = (code: string, body: Schema['JoiningProof']) =>
  answer<{ state: string }>(http.POST('/api/v1/public/communities/{code}/enrolment/proof', { params: door(code), body }))

export const listRequests = (query: { state?: string; after?: string }) =>
  answer<Page<EnrolmentRequest>>(http.GET('/api/v1/enrolment-requests', { params: { query } }))
export const readRequest = (id: string) => answer<EnrolmentRequest>(http.GET('/api/v1/enrolment-requests/{id}', { params: at(id) }))
export const confirm = (request: EnrolmentRequest, person_id: string) =>
  answer<EnrolmentRequest>(
    http.POST('/api/v1/enrolment-requests/{id}/confirm', { params: at(request.id), body: { person_id, revision: request.revision } }),
  )
export const refuse = (request: EnrolmentRequest, reason: string) =>
  answer<EnrolmentRequest>(
    http.POST('/api/v1/enrolment-requests/{id}/refuse', { params: at(request.id), body: { reason, revision: request.revision } }),
  )

export const listEnrolments = (after?: string) => answer<Page<Enrolment>>(http.GET('/api/v1/enrolments', { params: { query: { after } } }))
export const endEnrolment = (id: string) => answer<void>(http.DELETE('/api/v1/enrolments/{id}', { params: at(id) }))
export const enrolmentOf = (person: string) =>
  answer<Schema['ResidentEnrolment']>(http.GET('/api/v1/residents/{id}/enrolment', { params: at(person) }))
export const invite = (person: string) => answer<Schema['EnrolmentPaper']>(http.POST('/api/v1/residents/{id}/enrolment', { params: at(person) }))
export const addChild = (id: string, person_id: string) =>
  answer<Enrolment>(http.POST('/api/v1/enrolments/{id}/children', { params: at(id), body: { person_id } }))
export const removeChild = (id: string, child_id: string) =>
  answer<void>(http.DELETE('/api/v1/enrolments/{id}/children/{child_id}', { params: { path: { id, child_id } } }))
export const myEnrolment = () => answer<Schema['ResidentEnrolment']>(http.GET('/api/v1/enrolments/mine'))
