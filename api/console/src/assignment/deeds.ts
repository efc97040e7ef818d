import type { Schema } from '@/api/page'

export const levels = ['green', 'yellow', 'red', 'over_head'] as const
export type Level = (typeof levels)[number]

/** What may be done with something that is handed out, as the API writes it. */
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

/** Who looks at it: somebody of the office, whoever holds it. */
export interface Eyes {
  office: boolean
  mine: boolean
}

/** What may be done now, by whoever holds it or by the office; the usual first. */
export function possibleDeeds(one: Schema['Assignment'] | undefined, { office, mine }: Eyes, urgent = false): Deed[] {
  if (!one) return []
  const held = one.state === 'assigned' || one.state === 'accepted'
  const fits: Record<Deed, boolean> = {
    acknowledge: one.state === 'assigned',
    complete: held,
    give_back: held,
    ask_extension: held && !one.asked_until,
    hand_back: held && Boolean(one.stands_in_for),
    stand_in: held,
    give: held || one.state === 'returned',
    grant_extension: held && Boolean(one.asked_until),
    refuse_extension: held && Boolean(one.asked_until),
    remind: held,
    hurry: held && !urgent,
    yellow: held && rank(one.level) < rank('yellow'),
    red: held && rank(one.level) < rank('red'),
    decline: held || one.state === 'returned',
    reopen: ['done', 'called_off'].includes(one.state),
  }
  return deeds.filter((deed) => fits[deed] && (office || (mine && !offices.includes(deed))))
}
