import { answer, http } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'

export const jobStates = ['buried', 'ready', 'running', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]
export type Queue = Schema['Queue']
export type Job = Worded<Schema['Job'], { state: JobState }>

const at = (id: string) => ({ path: { id } })

export const listQueues = () => answer<Page<Queue>>(http.GET('/api/v1/queues', {}))
export const listJobs = (query: { state: JobState; kind?: string; after?: string }) =>
  answer<Page<Job>>(http.GET('/api/v1/jobs', { params: { query } }))
export const replayJob = (id: string) => answer(http.POST('/api/v1/jobs/{id}/replay', { params: at(id) }))
export const cancelJob = (id: string) => answer(http.POST('/api/v1/jobs/{id}/cancel', { params: at(id) }))

/** Has the buried jobs of a kind run again, so many at once; answers how many that were. */
export const replayAll = (kind?: string) => answer<Schema['Replays']>(http.POST('/api/v1/job-replays', { body: { kind } }))
