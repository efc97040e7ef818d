import { answer, draft, multipart } from '@/api/client'
import type { Page } from '@/api/page'

export type ImportState = 'uploaded' | 'previewed' | 'running' | 'done' | 'failed'

export interface ImportColumn {
  index?: number
  header: string
  sample?: string | string[] | null
  field?: string | null
  confidence?: number | string | null
}

export interface ImportPreview {
  id: string
  sheet?: string | null
  columns: ImportColumn[]
  fields: (string | { field: string; required?: boolean })[]
  rows?: number
}

export interface LedgerImport {
  id: string
  state: ImportState
  file_name?: string | null
  total?: number | null
  good?: number | null
  bad?: number | null
  skipped?: number | null
  progress?: number | null
  created_at?: string
}

export interface LedgerFault {
  row: number
  column?: string | null
  value?: string | null
  code: string
  message: string
}

const at = (id: string) => ({ path: { id } })

export const uploadLedger = (file: File) =>
  answer<ImportPreview>(draft.POST('/api/v1/imports', { ...multipart({ file, kind: 'residents' }) }))
export const listImports = (after?: string) =>
  answer<Page<LedgerImport>>(draft.GET('/api/v1/imports', { params: { query: { after } } }))
export const readImport = (id: string) =>
  answer<LedgerImport & Partial<ImportPreview>>(draft.GET('/api/v1/imports/{id}', { params: at(id) }))
export const startImport = (id: string, mapping: Record<string, string>) =>
  answer(draft.POST('/api/v1/imports/{id}/start', { params: at(id), body: { mapping } }))
export const listFaults = (id: string, after?: string) =>
  answer<Page<LedgerFault>>(
    draft.GET('/api/v1/imports/{id}/faults', { params: { ...at(id), query: { after, limit: 50 } } }),
  )
