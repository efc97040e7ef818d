import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Finding, Grouping, Point, Round, Route } from './types'

const at = (id: string) => ({ path: { id } })

export const listPoints = (after?: string) =>
  answer<Page<Point>>(http.GET('/api/v1/patrol-points', { params: { query: { limit: 100, after } } }))
export const addPoint = (body: Schema['NewPatrolPoint']) => answer<Point>(http.POST('/api/v1/patrol-points', { body }))
export const readPoint = (id: string) => answer<Point>(http.GET('/api/v1/patrol-points/{id}', { params: at(id) }))
export const changePoint = (id: string, body: Schema['NewPatrolPoint']) =>
  answer<Point>(http.PUT('/api/v1/patrol-points/{id}', { params: at(id), body }))
export const scanPoint = (code: string) => answer<Point>(http.GET('/api/v1/patrol-codes/{code}', { params: { path: { code } } }))
export const lookAt = (id: string, body: Schema['NewPatrolLook']) =>
  answer<Schema['PatrolLooked']>(http.POST('/api/v1/patrol-points/{id}/looks', { params: at(id), body }))
export const listRoutes = () => answer<Route[]>(http.GET('/api/v1/patrol-routes'))
export const addRoute = (body: Schema['NewPatrolRoute']) => answer<Route>(http.POST('/api/v1/patrol-routes', { body }))
export const changeRoute = (id: string, body: Schema['NewPatrolRoute']) =>
  answer<Route>(http.PUT('/api/v1/patrol-routes/{id}', { params: at(id), body }))
export const listRounds = () => answer<Round[]>(http.GET('/api/v1/patrols/today'))

export interface FindingFilter {
  state?: string
  kind?: string
  point_id?: string
  returned?: boolean
  after?: string
}

export const listFindings = (query: FindingFilter) =>
  answer<Page<Finding>>(http.GET('/api/v1/findings', { params: { query: { ...query, limit: 50 } } }))
export const readFinding = (id: string) => answer<Finding>(http.GET('/api/v1/findings/{id}', { params: at(id) }))
export const actOnFinding = (id: string, body: Schema['AssignmentDeed']) =>
  answer<Finding>(http.POST('/api/v1/findings/{id}/deeds', { params: at(id), body }))
export const addFindingPhoto = (id: string, file: File, moment: string) =>
  answer<Schema['Photo']>(http.POST('/api/v1/findings/{id}/photos', { params: at(id), ...multipart({ file, moment }) }))
export const readRecurrence = (by: Grouping) =>
  answer<Schema['Recurrence'][]>(http.GET('/api/v1/findings/recurrence', { params: { query: { by } } }))
