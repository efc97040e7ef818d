import type { Schema, Worded } from '@/api/page'

/** The words of what a street hands down, as the API writes them. */
export const kinds = ['task', 'notice'] as const
export type Kind = (typeof kinds)[number]

export type State = 'sent' | 'acknowledged' | 'reported' | 'returned' | 'accepted' | 'withdrawn'
export type Directive = Worded<Schema['Directive'], { kind: Kind; state: State }>
export type Answer = Worded<Schema['DirectiveAnswer'], { state: State }>
export type Sent = Omit<Worded<Schema['SentDirective'], { kind: Kind }>, 'communities'> & { communities: Answer[] }

/** How a state looks: what waits for somebody stands out. */
export function toneOf(state: State, late = false): 'good' | 'waiting' | 'quiet' | 'bad' {
  if (late) return 'bad'
  if (state === 'accepted') return 'good'
  return state === 'acknowledged' || state === 'withdrawn' ? 'quiet' : 'waiting'
}

/** How many communities have answered: read a notice, or reported a task. */
export function answered(sent: Sent): number {
  const enough = sent.kind === 'notice' ? ['acknowledged'] : ['reported', 'accepted']
  return sent.communities.filter(({ state }) => enough.includes(state)).length
}
