import { answer, http } from '@/api/client'
import type { Page } from '@/api/page'
import type { Community, Role } from './types'

export interface Division {
  code: string
  name: string
  level: string
  path: string[]
  street_code?: string | null
  street_open?: boolean | null
  taken?: boolean | null
}

export type SignupState = 'unproven' | 'pending' | 'approved' | 'refused'

export interface Signup {
  id: string
  state: SignupState
  code: string
  community_name: string
  contact_name: string
  contact_email: string
  contact_phone?: string | null
  note?: string | null
  reason?: string | null
  created_at: string
  proven_at?: string | null
  decided_at?: string | null
}

export interface NewSignup {
  code: string
  contact_name: string
  contact_email: string
  contact_phone?: string
  note?: string
}

export interface Invitation {
  email: string
  name?: string | null
  role: Role
  place: string
  /** Whether the address has an account already, whose password then joins. */
  known?: boolean
}

export interface Member {
  id: string
  name: string
  email: string
  role: Role
  title?: string | null
  state: 'invited' | 'active' | 'disabled'
  invited_at?: string | null
}

export interface OwnSession {
  id: string
  user_agent?: string | null
  address?: string | null
  created_at: string
  seen_at?: string | null
  expires_at: string
  current?: boolean
}

export interface Street {
  id: string
  code: string
  name: string
  state?: string
  opened_at?: string | null
}

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

export const acceptInvitation = (token: string, body: { name?: string; password: string }) =>
  answer(http.POST('/api/v1/invitations/{token}/accept', { params: { path: { token } }, body }))

export const listStreets = () => answer<Page<Street>>(http.GET('/api/v1/streets', {}))

export const openStreet = (body: { code: string; admin_email: string; admin_name: string }) =>
  answer<Street>(http.POST('/api/v1/streets', { body }))

export const listCommunities = (after?: string) =>
  answer<Page<Community & { state: string }>>(http.GET('/api/v1/communities', { params: { query: { after } } }))

export const listMembers = (after?: string) =>
  answer<Page<Member>>(http.GET('/api/v1/members', { params: { query: { after } } }))

export const inviteMember = (body: { email: string; name: string; role: Role }) =>
  answer(http.POST('/api/v1/members/invitations', { body }))

export const changeMember = (id: string, body: { role?: Role; state?: 'active' | 'disabled'; name?: string }) =>
  answer<Member>(http.PATCH('/api/v1/members/{id}', { params: { path: { id } }, body }))

export const withdrawInvitation = (id: string) =>
  answer(http.DELETE('/api/v1/members/invitations/{id}', { params: { path: { id } } }))

export const listOwnSessions = () => answer<Page<OwnSession>>(http.GET('/api/v1/sessions', {}))

export const endSession = (id: string) => answer(http.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }))

export interface CurrentCommunity extends Community {
  zone: string
  locale: string
}

export const readCommunity = () => answer<CurrentCommunity>(http.GET('/api/v1/communities/current', {}))

export const changeCommunity = (body: { name?: string; zone?: string; locale?: string }) =>
  answer<CurrentCommunity>(http.PATCH('/api/v1/communities/current', { body }))

export interface AuditEntry {
  id: string
  seq: number
  at: string
  actor: string
  actor_name?: string
  action: string
  subject_kind: string
  subject_id: string
  detail: Record<string, unknown> | null
}

export const listAudit = (action?: string, after?: string) =>
  answer<Page<AuditEntry>>(http.GET('/api/v1/audit', { params: { query: { action, after, limit: 50 } } }))
