import type { Me, Role } from './types'

/**
 * Where somebody works at the moment: the platform, a street or one community, with the role they have there.
 * One account may have several; the console shows one at a time.
 */
export interface Seat {
  key: string
  role: Role
  place: string
  community: string
}

/** Every seat of an account, the widest first. */
export function seatsOf(me: Me): Seat[] {
  const operator: Seat[] = me.operator ? [{ key: 'operator', role: 'operator', place: '', community: '' }] : []
  const street: Seat[] = me.street
    ? [{ key: me.street.code, role: 'street-admin', place: me.street.name, community: '' }]
    : []
  const communities = me.memberships.map(({ community, role }) => ({
    key: `${community.code}:${role}`,
    role,
    place: community.name,
    community: community.code,
  }))
  return [...operator, ...street, ...communities]
}

/** The seat used last, or the first one. */
export function preferredSeat(seats: Seat[], remembered: string | null): Seat | undefined {
  return seats.find((seat) => seat.key === remembered) ?? seats[0]
}
