import { answer, draft, multipart } from '@/api/client'
import type { Page } from '@/api/page'

export type ImportState = 'previewed' | 'running' | 'done' | 'failed'

/** A column of a ledger, and what it probably is. */
export interface ImportColumn {
  index: number
  column: string
  header: string
  sample: string
  field?: string
  confidence: number
}

export interface LedgerImport {
  id: string
  file_name: string
  state: ImportState
  sheet: string
  columns: ImportColumn[]
  fields: { field: string; label: string; required: boolean }[]
  rows: number
  total: number
  good: number
  bad: number
  skipped: number
  progress: number
  created_at: string
}

export interface LedgerFault {
  row: number
  column: string
  cell: string
  value: string
  code: string
  message: string
}

const at = (id: string) => ({ path: { id } })

export const uploadLedger = (file: File) =>
  answer<LedgerImport>(draft.POST('/api/v1/imports', { ...multipart({ file, kind: 'residents' }) }))
export const listImports = (after?: string) =>
  answer<Page<LedgerImport>>(draft.GET('/api/v1/imports', { params: { query: { after } } }))
export const readImport = (id: string) =>
  answer<LedgerImport>(draft.GET('/api/v1/imports/{id}', { params: at(id) }))
export const startImport = (id: string, mapping: Record<string, string>) =>
  answer(draft.POST('/api/v1/imports/{id}/start', { params: at(id), body: { mapping } }))
export const listFaults = (id: string, after?: string) =>
  answer<Page<LedgerFault>>(
    draft.GET('/api/v1/imports/{id}/faults', { params: { ...at(id), query: { after, limit: 50 } } }),
  )
