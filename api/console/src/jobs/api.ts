import { answer, http } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'

export const jobStates = ['buried', 'ready', 'running', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]
export type Job = Worded<Schema['Job'], { state: JobState }>

export const listJobs = (state: JobState, after?: string) =>
  answer<Page<Job>>(http.GET('/api/v1/jobs', { params: { query: { state, after } } }))
export const replayJob = (id: string) => answer(http.POST('/api/v1/jobs/{id}/replay', { params: { path: { id } } }))
