import { answer, download, http } from '@/api/client'
import type { Schema } from '@/api/page'

export type Series = Schema['Series']
export type GridRate = Schema['GridRate']
export type Dashboard = Schema['Dashboard']
export type CommunityFigures = Schema['CommunityFigures']
export type StreetDashboard = Schema['StreetDashboard']
export type StreetTargets = Schema['StreetTargets']
export type StreetTarget = Schema['StreetTarget']
export type OwnTarget = Schema['OwnTarget']
export type NewTarget = Schema['NewTarget']

export interface Span {
  from: string
  to: string
}

export const readDashboard = (query: Span) => answer<Dashboard>(http.GET('/api/v1/dashboard', { params: { query } }))

export const readStreetDashboard = (query: Span) =>
  answer<StreetDashboard>(http.GET('/api/v1/street/dashboard', { params: { query } }))

/** One community as its street sees it: sums, no persons. The look is noted in the audit trail. */
export const readCommunityOfStreet = (code: string, query: Span) =>
  answer<Dashboard>(http.GET('/api/v1/street/communities/{code}/dashboard', { params: { path: { code }, query } }))

/** What the street wants by the end of a year, and how far its communities are. */
export const readStreetTargets = (year?: number) =>
  answer<StreetTargets>(http.GET('/api/v1/street/targets', { params: { query: { year } } }))

export const setTarget = (body: NewTarget) => answer<StreetTargets>(http.PUT('/api/v1/street/targets', { body }))

/** What its street wants of this community. */
export const readOwnTargets = () => answer<Schema['OwnTargets']>(http.GET('/api/v1/targets'))

/** The street's report of some days as a file; taking it along is noted in the audit trail. */
export const takeAlong = (form: 'workbook' | 'paper', { from, to }: Span) =>
  download(`/api/v1/street/report/${form}?from=${from}&to=${to}`, `${from}_${to}.${form === 'paper' ? 'pdf' : 'xlsx'}`)
