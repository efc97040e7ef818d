import type { Schema } from '@/api/page'
import type { Attendee, Occasion } from './api'

/** A child for whom the reader acts, with the place on a roll. */
export interface ChildPlace {
  person_id: string
  name: string
  attendee?: Attendee
}

/** Of what a reader and their children take part in, the own place in an occasion and that of each child. */
export function placesIn(occasion: string, mine: Schema['OwnOccasion'][], children: Schema['Child'][]): { own?: Attendee; children: ChildPlace[] } {
  const places = mine.filter((one) => one.occasion.id === occasion).map(({ attendee }) => attendee)
  const ofChild = (id: string) => places.find(({ person_id }) => person_id === id)
  const own = places.find(({ person_id }) => !children.some((child) => child.person_id === person_id))
  return { own, children: children.map(({ person_id, name }) => ({ person_id, name, attendee: ofChild(person_id) })) }
}

/** To these nobody comes who was not asked: they are taken where people are asked. */
export const isByInvitation = ({ subject_kind = '' }: Pick<Occasion, 'subject_kind'>) => ['volunteer_task', 'party_session'].includes(subject_kind)
