import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Choices, Figures, Filling, Grant, Overview, Owner, Plan, Preview, Row, Wanted } from './types'

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
export const listGrants = (id: string) => answer<Grant[]>(http.GET('/api/v1/forms/{id}/form-grants', { params: at(id) }))
export const giveGrant = (id: string, body: Schema['NewFormGrant']) =>
  answer<Grant>(http.POST('/api/v1/forms/{id}/form-grants', { params: at(id), body }))
export const revokeGrant = (id: string, grant: string) =>
  answer<Grant>(http.DELETE('/api/v1/forms/{id}/form-grants/{grant}', { params: { path: { id, grant } } }))

export const listWanted = (query: { after?: string }) =>
  answer<Page<Wanted>>(http.GET('/api/v1/street/forms', { params: { query: { ...query, limit: 50 } } }))
export const readOverview = (id: string, period?: string) =>
  answer<Overview>(http.GET('/api/v1/street/forms/{id}', { params: { ...at(id), query: { period } } }))
export const readFigures = (id: string, month?: string) =>
  answer<Figures>(http.GET('/api/v1/street/forms/{id}/figures', { params: { ...at(id), query: { month } } }))
export const judgeFilling = (id: string, code: string, period: string, act: string, remark = '') =>
  answer<Overview>(
    http.POST('/api/v1/street/forms/{id}/communities/{code}/act', { params: { path: { id, code } }, body: { act, period, remark } }),
  )
export const lookAtRows = (id: string, code: string, period: string, after?: string) =>
  answer<Schema['GrantedRows']>(
    http.GET('/api/v1/street/forms/{id}/communities/{code}/rows', { params: { path: { id, code }, query: { period, after, limit: 50 } } }),
  )
export const endForm = (id: string) => answer<Wanted>(http.POST('/api/v1/street/forms/{id}/end', { params: at(id) }))

export const listOwn = (query: { after?: string }) =>
  answer<Page<Wanted>>(http.GET('/api/v1/own-forms', { params: { query: { ...query, limit: 50 } } }))
export const readOwn = (id: string) => answer<Wanted>(http.GET('/api/v1/own-forms/{id}', { params: at(id) }))
export const listOwnFillings = (id: string, after?: string) =>
  answer<Page<Filling>>(http.GET('/api/v1/own-forms/{id}/fillings', { params: { ...at(id), query: { after, limit: 50 } } }))
export const beginOwn = (id: string) => answer<Filling>(http.POST('/api/v1/own-forms/{id}/fillings', { params: at(id) }))
export const endOwn = (id: string, revision: number) =>
  answer<Wanted>(http.POST('/api/v1/own-forms/{id}/end', { params: at(id), body: { revision } }))

/** What somebody who designs a form does, wherever it belongs. */
export interface Desk {
  choices: () => Promise<Choices>
  read: (id: string) => Promise<Wanted>
  draft: (plan: Plan) => Promise<Wanted>
  redraft: (id: string, plan: Plan) => Promise<Wanted>
  issue: (id: string, revision: number) => Promise<Wanted>
  preview: (plan: Plan) => Promise<Preview>
  readSheet: (file: File, subject: string, ledger: string) => Promise<Plan>
}

const sheet = (file: File, subject: string, ledger: string) => multipart({ file, subject, ...(ledger ? { ledger } : {}) })

/** The desks at which forms are designed. */
export const desks: Record<Owner, Desk> = {
  street: {
    choices: () => answer(http.GET('/api/v1/street/form-subjects')),
    read: async (id) => (await readOverview(id)).form,
    draft: (body) => answer(http.POST('/api/v1/street/forms', { body })),
    redraft: (id, body) => answer(http.PUT('/api/v1/street/forms/{id}', { params: at(id), body })),
    issue: (id, revision) => answer(http.POST('/api/v1/street/forms/{id}/issue', { params: at(id), body: { revision } })),
    preview: (body) => answer(http.POST('/api/v1/street/form-previews', { body })),
    readSheet: (file, subject, ledger) => answer(http.POST('/api/v1/street/form-sheets', sheet(file, subject, ledger))),
  },
  own: {
    choices: () => answer(http.GET('/api/v1/form-subjects')),
    read: readOwn,
    draft: (body) => answer(http.POST('/api/v1/own-forms', { body })),
    redraft: (id, body) => answer(http.PUT('/api/v1/own-forms/{id}', { params: at(id), body })),
    issue: (id, revision) => answer(http.POST('/api/v1/own-forms/{id}/issue', { params: at(id), body: { revision } })),
    preview: (body) => answer(http.POST('/api/v1/form-previews', { body })),
    readSheet: (file, subject, ledger) => answer(http.POST('/api/v1/form-sheets', sheet(file, subject, ledger))),
  },
}
