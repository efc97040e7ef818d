import { answer, http } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'

/** The words of the think tank, as the API writes them. */
export const fields = ['law', 'health', 'education', 'engineering', 'safety', 'environment', 'finance', 'culture', 'psychology', 'technology'] as const
export type Field = (typeof fields)[number]

export const requestStates = ['asked', 'accepted', 'declined', 'advised', 'thanked', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export type Group = Schema['ExpertGroup']
export type Expert = Worded<Schema['Expert'], { fields: Field[] }>
export type Match = Worded<Schema['ExpertMatch'], { expert: Expert; fields: Field[] }>
export type Request = Worded<Schema['ExpertRequest'], { state: RequestState }>

const at = (id: string) => ({ path: { id } })

export const listGroups = () => answer<Group[]>(http.GET('/api/v1/expert-groups'))
export const addGroup = (body: Schema['NewExpertGroup']) => answer<Group>(http.POST('/api/v1/expert-groups', { body }))
export const listExperts = () => answer<Expert[]>(http.GET('/api/v1/experts'))
export const addExpert = (body: Schema['NewExpert']) => answer<Expert>(http.POST('/api/v1/experts', { body }))
export const changeExpert = (id: string, body: Schema['NewExpert']) => answer<Expert>(http.PUT('/api/v1/experts/{id}', { params: at(id), body }))
export const suggestExperts = (query: { matter_id?: string; text?: string }) =>
  answer<Match[]>(http.GET('/api/v1/experts/suggested', { params: { query } }))

export const listRequests = (query: { state?: string; matter_id?: string; after?: string }) =>
  answer<Page<Request>>(http.GET('/api/v1/expert-requests', { params: { query: { ...query, limit: 50 } } }))
export const ask = (body: Schema['NewExpertRequest']) => answer<Request>(http.POST('/api/v1/expert-requests', { body }))
export const actOnRequest = (request: Request, body: Omit<Schema['ExpertRequestDeed'], 'revision'>) =>
  answer<Request>(http.POST('/api/v1/expert-requests/{id}/act', { params: at(request.id), body: { ...body, revision: request.revision } }))
