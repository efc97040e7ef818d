import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Forecast, Plan, Policy, RateRow, Visit, VisitKind, VisitRecord } from './types'

export interface VisitFilter {
  from?: string
  to?: string
  state?: string
  person_id?: string
  grid_id?: string
  visitor_id?: string
  after?: string
  limit?: number
}

const at = (id: string) => ({ path: { id } })

export const listVisits = (query: VisitFilter) => answer<Page<Visit>>(http.GET('/api/v1/visits', { params: { query } }))
export const readVisit = (id: string) => answer<Visit>(http.GET('/api/v1/visits/{id}', { params: at(id) }))
export const recordVisit = (id: string, body: VisitRecord) =>
  answer<Visit>(http.POST('/api/v1/visits/{id}/record', { params: at(id), body }))
export const nobodyAnswered = (id: string, note?: string) =>
  answer<Visit>(http.POST('/api/v1/visits/{id}/no-answer', { params: at(id), body: { note } }))
export const cancelVisit = (id: string, reason: string) =>
  answer(http.POST('/api/v1/visits/{id}/cancel', { params: at(id), body: { reason } }))
export const addPhoto = (id: string, file: File) =>
  answer<{ id: string }>(http.POST('/api/v1/visits/{id}/photos', { params: at(id), ...multipart({ file }) }))
export const planVisit = (body: { person_id: string; due_at: string; kind: VisitKind }) =>
  answer<Visit>(http.POST('/api/v1/visits', { body }))

export const visitRate = (month: string, by: 'community' | 'grid' | 'person') =>
  answer<Page<RateRow>>(http.GET('/api/v1/visits/rate', { params: { query: { month, by } } }))
export const forecast = (month: string) =>
  answer<Page<Forecast>>(http.GET('/api/v1/visits/forecast', { params: { query: { month } } }))
export const listPlans = (person_id: string) =>
  answer<Page<Plan>>(http.GET('/api/v1/visit-plans', { params: { query: { person_id } } }))
/** Gives a plan a visitor of the person's own, or back to the grid's worker. */
export const assignVisitor = (id: string, visitor_id?: string) =>
  answer<Plan>(http.PUT('/api/v1/visit-plans/{id}/visitor', { params: at(id), body: { visitor_id } }))
export const readPolicy = () => answer<Policy>(http.GET('/api/v1/visit-policies', {}))
export const decidePolicy = (body: Policy) => answer<Policy>(http.PUT('/api/v1/visit-policies', { body }))

export type Greeting = Schema['Greeting']
export const greetings = (days: number) =>
  answer<Page<Greeting>>(http.GET('/api/v1/greetings', { params: { query: { days } } }))

export type Feed = Schema['Feed']
export const readFeed = () => answer<Feed>(http.GET('/api/v1/visits/feed', {}))
export const makeFeed = () => answer<Feed>(http.POST('/api/v1/visits/feed', {}))
export const endFeed = () => answer(http.DELETE('/api/v1/visits/feed', {}))
