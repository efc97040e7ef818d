import { answer, http, multipart } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'

export type ImportState = 'previewed' | 'running' | 'done' | 'failed'

export type ImportColumn = Schema['Column']
export type LedgerImport = Worded<Schema['Import'], { state: ImportState }>
export type LedgerFault = Schema['Fault']

const at = (id: string) => ({ path: { id } })

export const uploadLedger = (file: File) =>
  answer<LedgerImport>(http.POST('/api/v1/imports', { ...multipart({ file, kind: 'residents' }) }))
export const listImports = (after?: string) =>
  answer<Page<LedgerImport>>(http.GET('/api/v1/imports', { params: { query: { after } } }))
export const readImport = (id: string) =>
  answer<LedgerImport>(http.GET('/api/v1/imports/{id}', { params: at(id) }))
export const startImport = (id: string, mapping: Record<string, string>) =>
  answer(http.POST('/api/v1/imports/{id}/start', { params: at(id), body: { mapping } }))
export const listFaults = (id: string, after?: string) =>
  answer<Page<LedgerFault>>(
    http.GET('/api/v1/imports/{id}/faults', { params: { ...at(id), query: { after, limit: 50 } } }),
  )
