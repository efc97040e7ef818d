import { answer, http } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'

export const jobStates = ['buried', 'ready', 'running', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]
export type Queue = Schema['Queue']
export type Job = Worded<Schema['Job'], { state: JobState }>

const at = (id: string) => ({ path: { id } })

/** Whose jobs the platform's own are. */
export const platform = '00000000-0000-0000-0000-000000000000'

/** Whose jobs they are: a community, or the platform. */
export interface Tenant {
  id: string
  name: string
}

export const listQueues = (community_id?: string) =>
  answer<Page<Queue>>(http.GET('/api/v1/queues', { params: { query: { community_id } } }))
export const listJobs = (query: { state: JobState; kind?: string; community_id?: string; after?: string }) =>
  answer<Page<Job>>(http.GET('/api/v1/jobs', { params: { query } }))
export const replayJob = (id: string) => answer(http.POST('/api/v1/jobs/{id}/replay', { params: at(id) }))
export const cancelJob = (id: string) => answer(http.POST('/api/v1/jobs/{id}/cancel', { params: at(id) }))

/** Has the buried jobs of a kind or of a community run again, so many at once; answers how many that were. */
export const replayAll = (body: Schema['Replay']) => answer<Schema['Replays']>(http.POST('/api/v1/job-replays', { body }))

/** Communities whose name or code is like what was typed. */
export const findCommunities = (named: string) =>
  answer<Page<Schema['Community']>>(http.GET('/api/v1/communities', { params: { query: { named: named || undefined, limit: 20 } } }))
