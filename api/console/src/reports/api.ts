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
