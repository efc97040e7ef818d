import { answer, http, multipart } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Act, Milestone, Project } from './types'

const at = (id: string) => ({ path: { id } })

export const listProjects = (query: { kind?: string; stage?: string; late?: boolean; after?: string }) =>
  answer<Page<Project>>(http.GET('/api/v1/projects', { params: { query: { ...query, limit: 50 } } }))
export const readProject = (id: string) => answer<Project>(http.GET('/api/v1/projects/{id}', { params: at(id) }))
export const addProject = (body: Schema['ProjectPlan']) => answer<Project>(http.POST('/api/v1/projects', { body }))
export const changeProject = (id: string, body: Schema['ProjectPlan']) =>
  answer<Project>(http.PUT('/api/v1/projects/{id}', { params: at(id), body }))
export const advance = (project: Project, act: Act, note: string) =>
  answer<Project>(
    http.POST('/api/v1/projects/{id}/advance', { params: at(project.id), body: { act, note, revision: project.revision } }),
  )
export const publish = (id: string, published: boolean) =>
  answer<Project>(http.PUT('/api/v1/projects/{id}/publication', { params: at(id), body: { published } }))
export const addMilestone = (id: string, body: Schema['NewProjectMilestone']) =>
  answer<Milestone>(http.POST('/api/v1/projects/{id}/milestones', { params: at(id), body }))
export const changeMilestone = (id: string, milestone_id: string, body: Schema['NewProjectMilestone']) =>
  answer<Milestone>(http.PUT('/api/v1/projects/{id}/milestones/{milestone_id}', { params: { path: { id, milestone_id } }, body }))
export const removeMilestone = (id: string, milestone_id: string) =>
  answer<unknown>(http.DELETE('/api/v1/projects/{id}/milestones/{milestone_id}', { params: { path: { id, milestone_id } } }))
export const pay = (id: string, body: Schema['NewProjectCost']) =>
  answer<Schema['ProjectCost']>(http.POST('/api/v1/projects/{id}/costs', { params: at(id), body }))
export const hear = (id: string, body: Schema['NewProjectOpinion']) =>
  answer<Schema['ProjectOpinion']>(http.POST('/api/v1/projects/{id}/opinions', { params: at(id), body }))
export const addProjectPhoto = (id: string, file: File, moment: string) =>
  answer<Schema['Photo']>(http.POST('/api/v1/projects/{id}/photos', { params: at(id), ...multipart({ file, moment }) }))
export const showProject = (id: string) =>
  answer<Schema['PublicProject']>(http.GET('/api/v1/public/projects/{id}', { params: at(id) }))
