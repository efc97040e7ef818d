import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'
import type { Day, Leave, Now, Rule, Swap } from './types'

const at = (id: string) => ({ path: { id } })

export const listDays = (from: string, until: string) =>
  answer<Day[]>(http.GET('/api/v1/duty', { params: { query: { from, until } } }))
export const readNow = () => answer<Now>(http.GET('/api/v1/duty/now'))
export const nameDay = (day: string, body: Schema['DutyNaming']) =>
  answer<Day[]>(http.PUT('/api/v1/duty/days/{day}', { params: { path: { day } }, body }))
export const leaveNote = (id: string, note: string) =>
  answer<unknown>(http.PUT('/api/v1/duty/shifts/{id}/note', { params: at(id), body: { note } }))
export const readRule = () => answer<Rule>(http.GET('/api/v1/duty/rule'))
export const decideRule = (body: Rule) => answer<Rule>(http.PUT('/api/v1/duty/rule', { body }))
export const previewRule = (body: Rule) => answer<Schema['DutySeat'][]>(http.POST('/api/v1/duty/rule/preview', { body }))
export const listLeaves = () => answer<Page<Leave>>(http.GET('/api/v1/duty/leaves', { params: { query: { limit: 100 } } }))
export const askLeave = (body: Schema['NewDutyLeave']) => answer<Leave>(http.POST('/api/v1/duty/leaves', { body }))
export const decideLeave = (id: string, approved: boolean) =>
  answer<Leave>(http.POST('/api/v1/duty/leaves/{id}/decision', { params: at(id), body: { approved } }))
export const withdrawLeave = (id: string) => answer<unknown>(http.DELETE('/api/v1/duty/leaves/{id}', { params: at(id) }))
export const listSwaps = () => answer<Swap[]>(http.GET('/api/v1/duty/swaps'))
export const askSwap = (body: Schema['NewDutySwap']) => answer<Swap>(http.POST('/api/v1/duty/swaps', { body }))
export const answerSwap = (id: string, agreed: boolean) =>
  answer<Swap>(http.POST('/api/v1/duty/swaps/{id}/answer', { params: at(id), body: { agreed } }))
