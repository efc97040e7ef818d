import { answer, draft, multipart } from '@/api/client'
import type { Page } from '@/api/page'
import type { Forecast, Policy, RateRow, Visit, VisitKind, VisitRecord } from './types'

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

export const listToday = () => answer<Page<Visit>>(draft.GET('/api/v1/visits/today', {}))
export const listVisits = (query: VisitFilter) => answer<Page<Visit>>(draft.GET('/api/v1/visits', { params: { query } }))
export const readVisit = (id: string) => answer<Visit>(draft.GET('/api/v1/visits/{id}', { params: at(id) }))
export const recordVisit = (id: string, body: VisitRecord) =>
  answer<Visit>(draft.POST('/api/v1/visits/{id}/record', { params: at(id), body }))
export const nobodyAnswered = (id: string, note?: string) =>
  answer<Visit>(draft.POST('/api/v1/visits/{id}/no-answer', { params: at(id), body: { note } }))
export const cancelVisit = (id: string, reason: string) =>
  answer(draft.POST('/api/v1/visits/{id}/cancel', { params: at(id), body: { reason } }))
export const addPhoto = (id: string, file: File) =>
  answer<{ id: string }>(draft.POST('/api/v1/visits/{id}/photos', { params: at(id), ...multipart({ file }) }))
export const planVisit = (body: { person_id: string; due_at: string; kind: VisitKind }) =>
  answer<Visit>(draft.POST('/api/v1/visits', { body }))

export const visitRate = (month: string, by: 'community' | 'grid' | 'person') =>
  answer<Page<RateRow>>(draft.GET('/api/v1/visits/rate', { params: { query: { month, by } } }))
export const forecast = (month: string) =>
  answer<Page<Forecast>>(draft.GET('/api/v1/visits/forecast', { params: { query: { month } } }))
export const readPolicy = () => answer<Policy>(draft.GET('/api/v1/visit-policies', {}))
export const decidePolicy = (body: Policy) => answer<Policy>(draft.PUT('/api/v1/visit-policies', { body }))

export interface CalendarDay {
  day: string
  kind: 'holiday' | 'makeup'
  name: string
}
export const readCalendar = (year: number) =>
  answer<{ days: CalendarDay[]; published: boolean }>(draft.GET('/api/v1/calendar', { params: { query: { year } } }))

export interface Greeting {
  day: string
  kind: string
  person?: { id: string; name: string; age?: number | null } | null
  name?: string | null
}
export const greetings = (days: number) =>
  answer<Page<Greeting>>(draft.GET('/api/v1/greetings', { params: { query: { days } } }))

export interface Feed {
  url?: string
  since?: string
}
export const readFeed = () => answer<Feed>(draft.GET('/api/v1/visits/feed', {}))
export const makeFeed = () => answer<Feed>(draft.POST('/api/v1/visits/feed', {}))
export const endFeed = () => answer(draft.DELETE('/api/v1/visits/feed', {}))
