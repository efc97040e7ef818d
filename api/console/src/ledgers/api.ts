import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Inspection, Layout, Ledger, LedgerRow, RowEvent } from './types'

export interface RowFilter {
  query?: string
  grid_id?: string
  state?: string
  sort?: string
  after?: string
  limit?: number
}

const at = (id: string) => ({ path: { id } })
const on = (id: string, row_id: string) => ({ path: { id, row_id } })

export const listLedgers = () => answer<Page<Ledger>>(http.GET('/api/v1/ledgers'))
export const readLedger = (id: string) => answer<Ledger>(http.GET('/api/v1/ledgers/{id}', { params: at(id) }))
export const createLedger = (body: Schema['LedgerDecision']) => answer<Ledger>(http.POST('/api/v1/ledgers', { body }))
export const changeLedger = (id: string, body: Schema['LedgerDecision']) =>
  answer<Ledger>(http.PUT('/api/v1/ledgers/{id}', { params: at(id), body }))

export const listRows = (id: string, query: RowFilter) =>
  answer<Page<LedgerRow>>(http.GET('/api/v1/ledgers/{id}/rows', { params: { ...at(id), query } }))
export const readRow = (id: string, row: string) =>
  answer<LedgerRow>(http.GET('/api/v1/ledgers/{id}/rows/{row_id}', { params: on(id, row) }))
export const addRow = (id: string, values: Record<string, string>) =>
  answer<LedgerRow>(http.POST('/api/v1/ledgers/{id}/rows', { params: at(id), body: { values } }))
export const changeRow = (id: string, row: LedgerRow, values: Record<string, string>) =>
  answer<LedgerRow>(
    http.PATCH('/api/v1/ledgers/{id}/rows/{row_id}', { params: on(id, row.id), body: { revision: row.revision, values } }),
  )
export const endRow = (id: string, row: string, reason: string) =>
  answer<LedgerRow>(http.POST('/api/v1/ledgers/{id}/rows/{row_id}/end', { params: on(id, row), body: { reason } }))
export const reopenRow = (id: string, row: string) =>
  answer<LedgerRow>(http.POST('/api/v1/ledgers/{id}/rows/{row_id}/reopen', { params: on(id, row) }))
export const unmaskValue = (id: string, row: string, column: string, reason: string) =>
  answer<{ value: string }>(
    http.POST('/api/v1/ledgers/{id}/rows/{row_id}/unmask', { params: on(id, row), body: { column, reason } }),
  )
export const listHistory = (id: string, row: string, after?: string) =>
  answer<Page<RowEvent>>(
    http.GET('/api/v1/ledgers/{id}/rows/{row_id}/history', { params: { ...on(id, row), query: { after, limit: 20 } } }),
  )

export const listInspections = (id: string, row: string, after?: string) =>
  answer<Page<Inspection>>(
    http.GET('/api/v1/ledgers/{id}/rows/{row_id}/inspections', { params: { ...on(id, row), query: { after, limit: 20 } } }),
  )
export const inspect = (id: string, row: string, body: Schema['NewInspection']) =>
  answer<Inspection>(http.POST('/api/v1/ledgers/{id}/rows/{row_id}/inspections', { params: on(id, row), body }))
export const rectify = (id: string, row_id: string, inspection_id: string, finding: number) =>
  answer<Inspection>(
    http.POST('/api/v1/ledgers/{id}/rows/{row_id}/inspections/{inspection_id}/rectify', {
      params: { path: { id, row_id, inspection_id } },
      body: { finding },
    }),
  )

export const listLayouts = (id: string) =>
  answer<Page<Layout>>(http.GET('/api/v1/ledgers/{id}/layouts', { params: at(id) }))
export const addLayout = (id: string, body: Schema['NewLayout']) =>
  answer<Layout>(http.POST('/api/v1/ledgers/{id}/layouts', { params: at(id), body }))
export const uploadRows = (id: string, file: File) =>
  answer<{ id: string }>(http.POST('/api/v1/ledgers/{id}/imports', { params: at(id), ...multipart({ file }) }))
