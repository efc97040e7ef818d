import { answer, http } from '@/api/client'
import type { Schema } from '@/api/page'

export type Walk = Schema['Walk']
export type Errand = Schema['Errand']
export type Desk = Schema['Desk']
export type Pressing = Schema['Pressing']

export const readWalk = () => answer<Walk>(http.GET('/api/v1/workday/walk', {}))
export const readDesk = () => answer<Desk>(http.GET('/api/v1/workday/desk', {}))
