import type { Choices, Column, Plan, Subject, Wanted } from './types'

/** A plan while it is edited: nothing in it is missing. */
export interface Draft extends Required<Pick<Plan, 'title' | 'every' | 'workday' | 'subject' | 'columns'>> {
  ledger: string
  group: string
  tier: string
  tenancy: string
  from_age?: number
  to_age?: number
  field: string
  value: string
  /** By what rows are counted; empty if as usual. */
  down: string
  downField: string
  across: string
  acrossField: string
  measures: { measure: string; heading: string }[]
  above: string
  below: string
}

/** What a new form begins with. */
export const fresh = (): Draft => ({
  title: '', every: 'month', workday: 5, subject: 'person', columns: [], ledger: '', group: '', tier: '', tenancy: '', field: '', value: '',
  down: '', downField: '', across: '', acrossField: '', measures: [], above: '', below: '',
})

/** What is edited of a form: its draft, else what was issued last. */
export const planOf = (form: Wanted): Plan | undefined => (form.draft ?? form.issues[0]?.plan) as Plan | undefined

/** A plan as it is edited. */
export function draftOf(plan: Plan): Draft {
  return {
    ...fresh(),
    title: plan.title, every: plan.every, workday: plan.workday, subject: plan.subject ?? 'person',
    columns: plan.columns.map((column) => ({ ...column })),
    ledger: plan.ledger ?? '', group: plan.group ?? '', tier: plan.tier ?? '', tenancy: plan.tenancy ?? '',
    from_age: plan.from_age ?? undefined, to_age: plan.to_age ?? undefined, field: plan.field ?? '', value: plan.value ?? '',
    down: plan.cross?.down.by ?? '', downField: plan.cross?.down.field ?? '',
    across: plan.cross?.across?.by ?? '', acrossField: plan.cross?.across?.field ?? '',
    measures: (plan.measures ?? []).map((one) => ({ ...one })),
    above: (plan.above ?? []).join('\n'), below: (plan.below ?? []).join('\n'),
  }
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean)
const some = <T>(value: T | '' | undefined) => value || undefined

/** What is sent: only what the kind of form has. */
export function bodyOf(draft: Draft, revision?: number): Plan {
  const side = (by: string, field: string) => ({ by, field: by === 'field' ? some(field) : undefined })
  const figures = draft.measures.length > 0
  const entry = draft.subject === 'entry'
  return {
    title: draft.title, every: draft.every, workday: draft.workday, subject: draft.subject, revision,
    columns: figures ? [] : draft.columns.map((column) => ({ ...column, width: column.width || undefined, field: column.fact === 'field' ? column.field : undefined })),
    ledger: entry ? some(draft.ledger) : undefined,
    group: entry ? undefined : some(draft.group), tier: entry ? undefined : some(draft.tier), tenancy: entry ? undefined : some(draft.tenancy),
    from_age: entry ? undefined : (draft.from_age ?? undefined), to_age: entry ? undefined : (draft.to_age ?? undefined),
    field: entry ? some(draft.field) : undefined, value: entry && draft.field ? some(draft.value) : undefined,
    cross: draft.down && !figures
      ? { down: side(draft.down, draft.downField), across: draft.across ? side(draft.across, draft.acrossField) : undefined }
      : undefined,
    measures: draft.measures, above: lines(draft.above), below: lines(draft.below),
  } as Plan
}

/** Moves a column up or down. */
export function move(columns: Column[], place: number, by: number): void {
  const [column] = columns.splice(place, 1)
  if (column) columns.splice(place + by, 0, column)
}

/** Another subject keeps the columns that its rows can say, and drops the rest. */
export function become(draft: Draft, subject: Subject, choices: Choices): void {
  const known = choices.subjects.find((one) => one.subject === subject)
  draft.subject = subject
  draft.columns = draft.columns.filter((column) => known?.facts.includes(column.fact) && column.fact !== 'field')
  if (!known?.by.includes(draft.down)) Object.assign(draft, { down: '', downField: '' })
  if (!known?.by.includes(draft.across)) Object.assign(draft, { across: '', acrossField: '' })
}
