import type { Schema, Worded } from '@/api/page'

/** The roles of people, in the words of the API. */
export const roles = [
  'operator',
  'street-admin',
  'community-admin',
  'staff',
  'grid-worker',
  'property',
  'partner',
  'provider',
  'volunteer',
  'resident',
] as const
export type Role = (typeof roles)[number]

/** The roles that a community gives. */
export const communityRoles = roles.filter((role) => role !== 'operator' && role !== 'street-admin')

export type Membership = Worded<Schema['Membership'], { role: Role }>
export type Me = Worded<Schema['Me'], { memberships: Membership[] }>

/** Whom somebody invites; the role counts where there is a choice. */
export interface Guest {
  name: string
  email: string
  role: Role
}

/** Somebody who works in the same office, as a list of colleagues shows them. */
export interface Colleague {
  id: string
  name: string
  email: string
  state: 'invited' | 'active' | 'disabled'
  role?: Role
  /** Whether it is the reader. */
  own?: boolean
}
