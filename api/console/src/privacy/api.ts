import { answer, download, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'

const at = (id: string) => ({ path: { id } })
export type OwnData = Schema['OwnData']
export type DataRequest = Schema['DataRequest']

export const correctable = ['name', 'phone', 'id_number', 'birth_date', 'address'] as const

export const dataClasses = () => answer<OwnData['classes']>(http.GET('/api/v1/public/privacy'))
export const myData = (person_id?: string) => answer<OwnData>(http.GET('/api/v1/privacy/mine', { params: { query: { person_id } } }))
export const unmaskMine = (password: string, person_id?: string) =>
  answer<OwnData>(http.POST('/api/v1/privacy/mine/unmask', { body: { password, person_id } }))
export const myRequests = (person_id?: string) =>
  answer<Page<DataRequest>>(http.GET('/api/v1/privacy/requests/mine', { params: { query: { person_id } } }))
export const ask = (body: Schema['NewDataRequest']) => answer<DataRequest>(http.POST('/api/v1/privacy/requests/mine', { body }))
export const takeBack = (id: string, person_id?: string) =>
  answer<DataRequest>(http.DELETE('/api/v1/privacy/requests/mine/{id}', { params: { ...at(id), query: { person_id } } }))

/** Has a copy made ready and fetches it. */
export async function fetchCopy(form: 'xlsx' | 'json', person_id?: string): Promise<void> {
  const copy = await answer<Schema['DataCopy']>(http.POST('/api/v1/privacy/copies', { body: { form, person_id } }))
  await download(`/api/v1/privacy/copies/${copy.id}`, `my-data.${form}`)
}

export async function fetchCopyAtDesk(person_id: string): Promise<void> {
  const copy = await answer<Schema['DataCopy']>(http.POST('/api/v1/privacy/copies/at-desk', { body: { form: 'xlsx', person_id } }))
  await download(`/api/v1/privacy/copies/${copy.id}`, 'my-data.xlsx')
}

export const listRequests = (query: { state?: string; after?: string }) =>
  answer<Page<DataRequest>>(http.GET('/api/v1/privacy/requests', { params: { query } }))
export const askAtDesk = (body: Schema['NewDataRequest']) => answer<DataRequest>(http.POST('/api/v1/privacy/requests', { body }))
export const decide = (request: DataRequest, accept: boolean, words: string) =>
  answer<DataRequest>(
    http.POST('/api/v1/privacy/requests/{id}/decide', { params: at(request.id), body: { accept, answer: words, revision: request.revision } }),
  )

export const findExposures = (from: string, until: string) =>
  answer<Schema['DataExposure']>(http.GET('/api/v1/privacy/exposures', { params: { query: { from, until } } }))
export const fetchExposed = (from: string, until: string) =>
  download(`/api/v1/privacy/exposures/people?${new URLSearchParams({ from, until }).toString()}`, 'exposures.xlsx')
