import { answer, http } from '@/api/client'
import type { Schema } from '@/api/page'

export type Series = Schema['Series']
export type GridRate = Schema['GridRate']
export type Dashboard = Schema['Dashboard']
export type CommunityFigures = Schema['CommunityFigures']
export type StreetDashboard = Schema['StreetDashboard']

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
