import type { ImportColumn } from './imports'

/** Which field each column of a ledger means, by the column's place; '' leaves the column out. */
export type Mapping = Record<number, string>

/** The mapping the API suggests, or remembered from the last ledger with these headers. */
export function suggested(columns: readonly Pick<ImportColumn, 'index' | 'field'>[]): Mapping {
  return Object.fromEntries(columns.map((column) => [column.index, column.field ?? '']))
}

/** Gives a column a field. A field means one column, so it is taken from the column that had it. */
export function assign(mapping: Mapping, place: number, field: string): Mapping {
  const others = Object.entries(mapping).map(([other, held]) => [other, field !== '' && held === field ? '' : held])
  return { ...Object.fromEntries(others), [place]: field }
}

/** The required fields that no column has yet. */
export function missing(mapping: Mapping, required: readonly string[]): string[] {
  const held = new Set(Object.values(mapping))
  return required.filter((field) => !held.has(field))
}

/** What is sent: only the columns that mean something. */
export function settled(mapping: Mapping): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).filter(([, field]) => field !== ''))
}
