import type { Schema, Worded } from '@/api/page'

/** The words of the ledgers context, as the API writes them. */
export const columnKinds = [
  'text', 'number', 'money', 'date', 'yes_no', 'choice', 'phone', 'id_number', 'person', 'dwelling', 'building', 'grid',
] as const
export type ColumnKind = (typeof columnKinds)[number]

export const rowStates = ['holding', 'expiring', 'expired', 'overdue', 'findings', 'ended', 'all'] as const
export const rowOrders = ['newest', 'title', 'valid_until', 'inspect_by'] as const
export const inspectionResults = ['passed', 'findings', 'absent'] as const

export type LedgerColumn = Worded<Schema['LedgerColumn'], { kind: ColumnKind }>
export type Ledger = Worded<Schema['LedgerBook'], { columns: LedgerColumn[] }>
export type LedgerRow = Worded<Schema['LedgerRow'], { values: Record<string, string>; references: Record<string, string> }>
export type RowEvent = Schema['LedgerRowEvent']
export type Inspection = Schema['Inspection']
export type Layout = Schema['Layout']

/** The columns that are asked for. */
export const asked = (ledger: Ledger): LedgerColumn[] => ledger.columns.filter((column) => !column.retired)

/** How a value reads in a table: yes and no in the reader's words. */
export function shown(column: LedgerColumn, value: string | undefined, yes: string, no: string): string {
  if (value === undefined) return ''
  return column.kind === 'yes_no' ? (value === 'true' ? yes : no) : value
}
