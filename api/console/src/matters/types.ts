import type { Schema, Worded } from '@/api/page'

/** The words of the matters context, as the API writes them. */
export const sources = ['phone', 'walk_in', 'chat', 'patrol', 'visit', 'meeting'] as const
export const stages = ['open', 'done', 'closed', 'merged', 'declined'] as const
export type Stage = (typeof stages)[number]

export const views = ['today', 'mine', 'undecided', 'overdue', 'recheck', 'all'] as const
export type View = (typeof views)[number]

export const levels = ['green', 'yellow', 'red', 'over_head'] as const
export type Level = (typeof levels)[number]

export type Matter = Worded<Schema['Matter'], { stage: Stage }>
export type MatterStep = Schema['MatterStep']
export type MatterKind = Schema['MatterKind']

/** What may be done with a matter. */
export const deeds = [
  'acknowledge', 'complete', 'give_back', 'ask_extension', 'hand_back',
  'give', 'stand_in', 'grant_extension', 'refuse_extension', 'remind', 'hurry', 'yellow', 'red', 'decline', 'reopen',
] as const
export type Deed = (typeof deeds)[number]

/** Deeds of the office alone. */
const offices: readonly Deed[] = deeds.slice(5)

/** Deeds that want a colleague. */
export const given: readonly string[] = ['give', 'stand_in']

/** Deeds that want a word. */
export const worded: readonly Deed[] = ['complete', 'give_back', 'ask_extension', 'refuse_extension', 'decline', 'reopen']

const rank = (level: string) => levels.findIndex((one) => one === level)

/** What may be done now, by whoever holds it or by the office; the usual first. */
export function possibleDeeds(matter: Matter, office: boolean, mine: boolean): Deed[] {
  const given = matter.assignment
  if (!given || matter.stage === 'merged') return []
  const held = given.state === 'assigned' || given.state === 'accepted'
  const fits: Record<Deed, boolean> = {
    acknowledge: given.state === 'assigned',
    complete: held,
    give_back: held,
    ask_extension: held && !given.asked_until,
    hand_back: held && Boolean(given.stands_in_for),
    stand_in: held,
    give: held || given.state === 'returned',
    grant_extension: held && Boolean(given.asked_until),
    refuse_extension: held && Boolean(given.asked_until),
    remind: held,
    hurry: held && !matter.urgent,
    yellow: held && rank(given.level) < rank('yellow'),
    red: held && rank(given.level) < rank('red'),
    decline: held || given.state === 'returned',
    reopen: ['done', 'closed', 'declined'].includes(matter.stage),
  }
  return deeds.filter((deed) => fits[deed] && (office || (mine && !offices.includes(deed))))
}
