import { answer, http } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'
import type { Colleague } from './types'

/** Whether a street or a community works, and since when and why it does not. */
export interface Standing {
  state: 'active' | 'suspended' | 'leaving'
  suspended_at?: string
  suspended_reason?: string
}
export type Street = Worded<Schema['Street'], Standing>
export type Community = Worded<Schema['Community'], Standing>

const at = (id: string) => ({ path: { id } })

export const listStreets = (after?: string) =>
  answer<Page<Street>>(http.GET('/api/v1/streets', { params: { query: { after } } }))
export const openStreet = (body: Schema['NewStreet']) => answer<Street>(http.POST('/api/v1/streets', { body }))
export const inviteToStreet = (id: string, body: Schema['NewStreetAdmin']) =>
  answer(http.POST('/api/v1/streets/{id}/invitations', { params: at(id), body }))
export const suspendStreet = (id: string, reason: string) =>
  answer<Street>(http.POST('/api/v1/streets/{id}/suspend', { params: at(id), body: { reason } }))
export const resumeStreet = (id: string) =>
  answer<Street>(http.POST('/api/v1/streets/{id}/resume', { params: at(id) }))

export const listCommunities = (after?: string) =>
  answer<Page<Community>>(http.GET('/api/v1/communities', { params: { query: { after } } }))
export const suspendCommunity = (id: string, reason: string) =>
  answer<Community>(http.POST('/api/v1/communities/{id}/suspend', { params: at(id), body: { reason } }))
export const resumeCommunity = (id: string) =>
  answer<Community>(http.POST('/api/v1/communities/{id}/resume', { params: at(id) }))

export const listStreetAdmins = (after?: string) =>
  answer<Page<Worded<Schema['StreetAdmin'], Pick<Colleague, 'state'>>>>(http.GET('/api/v1/street/admins', { params: { query: { after } } }))
export const inviteStreetAdmin = (body: Schema['StreetAdminGuest']) =>
  answer(http.POST('/api/v1/street/admins/invitations', { body }))
export const changeStreetAdmin = (id: string, active: boolean) =>
  answer(http.PATCH('/api/v1/street/admins/{id}', { params: at(id), body: { active } }))
export const withdrawStreetAdmin = (id: string) =>
  answer(http.DELETE('/api/v1/street/admins/invitations/{id}', { params: at(id) }))
