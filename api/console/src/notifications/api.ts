import { answer, http } from '@/api/client'
import type { Page, Schema } from '@/api/page'

export const deliveryStates = ['queued', 'sending', 'accepted', 'delivered', 'rejected', 'in_doubt', 'suppressed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export interface Attempt {
  number: number
  at: string
  settled_at?: string
  state: DeliveryState | 'deferred' | 'bounced'
  /** The version of the community's own words. */
  wording?: string | null
  reason?: string
  reference?: string
}

export interface Delivery {
  id: string
  at: string
  recipient_name?: string | null
  address_masked?: string | null
  channel: string
  template: string
  subject?: string | null
  rule?: string | null
  state: DeliveryState
  reason?: string | null
  /** Given up: it waits for somebody who has it sent again. */
  stalled?: boolean
  /** A test send. */
  test?: boolean
  held_until?: string | null
  attempts?: Attempt[]
  body?: string | null
}

export interface DeliveryFilter {
  to?: string
  template?: string
  state?: string
  from?: string
  after?: string
}

export const listDeliveries = (query: DeliveryFilter) =>
  answer<Page<Delivery>>(http.GET('/api/v1/deliveries', { params: { query } }))
export const readDelivery = (id: string) =>
  answer<Delivery>(http.GET('/api/v1/deliveries/{id}', { params: { path: { id } } }))

/** Why somebody got a message, or why nobody did. */
export type TraceStep = Schema['TraceStep']
export const traceDelivery = (id: string) =>
  answer<Schema['MessageTrace']>(http.GET('/api/v1/deliveries/{id}/trace', { params: { path: { id } } }))

/** Has a message sent again that was given up. */
export const retryDelivery = (id: string) => answer(http.POST('/api/v1/deliveries/{id}/retry', { params: { path: { id } } }))

/** What a community has decided about its messages: quiet hours, limits, trial. */
export type MessagePolicy = Schema['MessagePolicy']
export const readMessagePolicy = () => answer<MessagePolicy>(http.GET('/api/v1/message-policies', {}))
export const decideMessagePolicy = (body: MessagePolicy) =>
  answer<MessagePolicy>(http.PUT('/api/v1/message-policies', { body }))

export interface Schedule {
  id: string
  kind: string
  rule: string
  zone?: string | null
  next_at?: string | null
  last_at?: string | null
  paused: boolean
  misfire?: string | null
}

export const listSchedules = () => answer<Page<Schedule>>(http.GET('/api/v1/schedules', {}))
/** One schedule with its next and its last times. */
export const readSchedule = (id: string) =>
  answer<Schema['ScheduleDetail']>(http.GET('/api/v1/schedules/{id}', { params: { path: { id } } }))
/** When something would happen by a rule that is only thought of. */
export const upcomingBy = (rule: string) =>
  answer<Schema['Upcoming']>(http.GET('/api/v1/schedules/upcoming', { params: { query: { rule } } }))
export const changeSchedule = (id: string, body: Schema['ScheduleChange']) =>
  answer<Schedule>(http.PATCH('/api/v1/schedules/{id}', { params: { path: { id } }, body }))
export const runSchedule = (id: string) =>
  answer(http.POST('/api/v1/schedules/{id}/run', { params: { path: { id } } }))
