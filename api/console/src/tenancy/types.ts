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

export interface Community {
  id: string
  code: string
  name: string
}

export interface Membership {
  community: Community
  role: Role
}

export interface Me {
  account: { id: string; email: string; name: string; locale: string }
  memberships: Membership[]
  street: { code: string; name: string } | null
  operator: boolean
  permissions?: string[]
}
