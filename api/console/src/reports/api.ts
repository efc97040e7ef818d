import { answer, draft } from '@/api/client'

export interface Tile {
  measure: string
  value: number
  previous?: number | null
}

export interface Series {
  measure: string
  points: { day: string; value: number }[]
}

export interface GridRate {
  key?: string
  name: string
  due: number
  visited: number
  rate: number
}

export interface Dashboard {
  as_of: string
  definition?: string | number
  tiles: Tile[]
  series: Series[]
  visit_rate?: { rate?: number; due?: number; visited?: number; grids?: GridRate[]; by_grid?: GridRate[] } | GridRate[]
}

export interface CommunityFigures {
  code: string
  name: string
  measures: Record<string, number>
}

export interface StreetDashboard {
  as_of: string
  definition?: string | number
  communities: CommunityFigures[]
  totals: Record<string, number>
  series: Series[]
}

export interface Span {
  from: string
  to: string
}

export const readDashboard = (query: Span) => answer<Dashboard>(draft.GET('/api/v1/dashboard', { params: { query } }))
export const readStreetDashboard = (query: Span) =>
  answer<StreetDashboard>(draft.GET('/api/v1/street/dashboard', { params: { query } }))
