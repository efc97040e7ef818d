import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Filling, Overview, Row, Wanted } from './types'

const at = (id: string) => ({ path: { id } })

export const listFillings = (query: { open?: boolean; after?: string }) =>
  answer<Page<Filling>>(http.GET('/api/v1/forms', { params: { query: { ...query, limit: 50 } } }))
export const readFilling = (id: string) => answer<Filling>(http.GET('/api/v1/forms/{id}', { params: at(id) }))
export const listRows = (id: string, query: { change?: string; missing?: boolean; after?: string }) =>
  answer<Page<Row>>(http.GET('/api/v1/forms/{id}/rows', { params: { ...at(id), query: { ...query, limit: 50 } } }))
export const writeCell = (id: string, row: Row, column: number, text?: string) =>
  answer<Row>(
    http.PUT('/api/v1/forms/{id}/form-rows/{row}', {
      params: { path: { id, row: row.id } },
      body: { column, text, revision: row.revision },
    }),
  )
export const actOnFilling = ({ id, revision }: Filling, act: string) =>
  answer<Filling>(http.POST('/api/v1/forms/{id}/act', { params: at(id), body: { act, revision } }))
export const submitFilling = ({ id, revision }: Filling, password: string) =>
  answer<Filling>(http.POST('/api/v1/forms/{id}/submit', { params: at(id), body: { password, revision } }))
export const correctFilling = (id: string) => answer<Filling>(http.POST('/api/v1/forms/{id}/correct', { params: at(id) }))

export const listWanted = (query: { after?: string }) =>
  answer<Page<Wanted>>(http.GET('/api/v1/street/forms', { params: { query: { ...query, limit: 50 } } }))
export const askForm = (body: Schema['FormDesign']) => answer<Wanted>(http.POST('/api/v1/street/forms', { body }))
export const suggestColumns = (headings: string[]) =>
  answer<Schema['FormColumns']>(http.POST('/api/v1/street/form-headings', { body: { headings } }))
export const readOverview = (id: string, period?: string) =>
  answer<Overview>(http.GET('/api/v1/street/forms/{id}', { params: { ...at(id), query: { period } } }))
export const judgeFilling = (id: string, code: string, period: string, act: string, remark = '') =>
  answer<Overview>(
    http.POST('/api/v1/street/forms/{id}/communities/{code}/act', { params: { path: { id, code } }, body: { act, period, remark } }),
  )
export const endForm = (id: string) => answer<Wanted>(http.POST('/api/v1/street/forms/{id}/end', { params: at(id) }))
