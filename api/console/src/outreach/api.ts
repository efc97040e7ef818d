import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Coverage, Interview, Questionnaire, Results, Topic } from './types'

const at = (id: string) => ({ path: { id } })

export const listQuestionnaires = () => answer<Questionnaire[]>(http.GET('/api/v1/questionnaires'))
export const readQuestionnaire = (id: string, version?: number) =>
  answer<Questionnaire>(http.GET('/api/v1/questionnaires/{id}', { params: { ...at(id), query: { version } } }))
export const addQuestionnaire = (body: Schema['NewQuestionnaire']) =>
  answer<Questionnaire>(http.POST('/api/v1/questionnaires', { body }))
export const changeQuestionnaire = (id: string, body: Schema['NewQuestionnaire']) =>
  answer<Questionnaire>(http.PUT('/api/v1/questionnaires/{id}', { params: at(id), body }))
export const readResults = (id: string, query: { from?: string; to?: string; grid_id?: string }) =>
  answer<Results>(http.GET('/api/v1/questionnaires/{id}/results', { params: { ...at(id), query } }))

export const readCoverage = (day?: string) => answer<Coverage>(http.GET('/api/v1/outreach', { params: { query: { day } } }))
export const decidePlan = (party: string, body: Schema['NewOutreachPlan']) =>
  answer(http.PUT('/api/v1/outreach/plans/{party}', { params: { path: { party } }, body }))
export const giveUpPlan = (party: string) => answer(http.DELETE('/api/v1/outreach/plans/{party}', { params: { path: { party } } }))

export interface InterviewFilter {
  party?: string
  grid_id?: string
  from?: string
  to?: string
  after?: string
}

export const listInterviews = (query: InterviewFilter) =>
  answer<Page<Interview>>(http.GET('/api/v1/interviews', { params: { query: { ...query, limit: 50 } } }))
export const readInterview = (id: string) => answer<Interview>(http.GET('/api/v1/interviews/{id}', { params: at(id) }))
export const holdInterview = (body: Schema['NewInterview']) => answer<Interview>(http.POST('/api/v1/interviews', { body }))
export const changeInterview = (id: string, body: Schema['NewInterview']) =>
  answer<Interview>(http.PUT('/api/v1/interviews/{id}', { params: at(id), body }))
export const takeUp = (id: string, body: Schema['NewOutcome']) =>
  answer<Interview>(http.POST('/api/v1/interviews/{id}/outcomes', { params: at(id), body }))

export const listTopics = () => answer<Topic[]>(http.GET('/api/v1/research-topics'))
export const addTopic = (body: Schema['NewResearchTopic']) => answer<Topic>(http.POST('/api/v1/research-topics', { body }))
export const changeTopic = (id: string, body: Schema['NewResearchTopic']) =>
  answer<Topic>(http.PUT('/api/v1/research-topics/{id}', { params: at(id), body }))
export const actOnTopic = (topic: Topic, act: string) =>
  answer<Topic>(http.POST('/api/v1/research-topics/{id}/act', { params: at(topic.id), body: { act, revision: topic.revision } }))
