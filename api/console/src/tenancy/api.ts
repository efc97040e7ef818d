import { answer, http } from '@/api/client'
import type { Page, Schema, Worded } from '@/api/page'
import type { Role } from './types'

export type Division = Schema['Division']
export type SignupState = 'unproven' | 'pending' | 'approved' | 'refused'
export type Signup = Worded<Schema['Signup'], { state: SignupState }>
export type NewSignup = Schema['NewSignup']
export type Invitation = Worded<Schema['Invitation'], { role: Role }>
export type Member = Worded<Schema['Member'], { role: Role; state: 'invited' | 'active' | 'disabled' }>
export type OwnSession = Schema['Session']
export type CurrentCommunity = Schema['OwnCommunity']
export type AuditEntry = Worded<Schema['AuditEntry'], { detail: Record<string, unknown> | null }>

/** Divisions whose name or code begins with what was typed. */
export const findDivisions = (query: string, under?: string, limit = 50) =>
  answer<Page<Division>>(http.GET('/api/v1/divisions', { params: { query: { query, under, limit } } }))

export const signUp = (body: NewSignup) => answer<{ id: string; state: SignupState }>(http.POST('/api/v1/signups', { body }))

export const proveSignup = (token: string) =>
  answer<{ state: SignupState }>(http.POST('/api/v1/signups/proof', { body: { token } }))

export const listSignups = (state?: SignupState, after?: string) =>
  answer<Page<Signup>>(http.GET('/api/v1/signups', { params: { query: { state, after } } }))

export const approveSignup = (id: string) =>
  answer(http.POST('/api/v1/signups/{id}/approve', { params: { path: { id } } }))

export const refuseSignup = (id: string, reason: string) =>
  answer(http.POST('/api/v1/signups/{id}/refuse', { params: { path: { id } }, body: { reason } }))

export const askPasswordReset = (email: string) => answer(http.POST('/api/v1/password-resets', { body: { email } }))

export const redeemPasswordReset = (token: string, password: string) =>
  answer(http.POST('/api/v1/password-resets/redeem', { body: { token, password } }))

export const readInvitation = (token: string) =>
  answer<Invitation>(http.GET('/api/v1/invitations/{token}', { params: { path: { token } } }))

export const acceptInvitation = (token: string, body: Schema['Acceptance']) =>
  answer(http.POST('/api/v1/invitations/{token}/accept', { params: { path: { token } }, body }))

export const listMembers = (after?: string) =>
  answer<Page<Member>>(http.GET('/api/v1/members', { params: { query: { after } } }))

export const inviteMember = (body: Schema['NewMember']) =>
  answer(http.POST('/api/v1/members/invitations', { body }))

export const changeMember = (id: string, body: Schema['MemberChange']) =>
  answer<Member>(http.PATCH('/api/v1/members/{id}', { params: { path: { id } }, body }))

export const withdrawInvitation = (id: string) =>
  answer(http.DELETE('/api/v1/members/invitations/{id}', { params: { path: { id } } }))

export const listOwnSessions = () => answer<Page<OwnSession>>(http.GET('/api/v1/sessions', {}))

export const endSession = (id: string) => answer(http.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }))

export const readCommunity = () => answer<CurrentCommunity>(http.GET('/api/v1/communities/current', {}))

export const changeCommunity = (body: Schema['CommunityPatch']) =>
  answer<CurrentCommunity>(http.PATCH('/api/v1/communities/current', { body }))

export const listAudit = (action?: string, after?: string) =>
  answer<Page<AuditEntry>>(http.GET('/api/v1/audit', { params: { query: { action, after, limit: 50 } } }))
