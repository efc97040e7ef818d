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
