import type { Schema } from '@/api/page'

/** The words of party life, as the API writes them. */
export const kinds = ['assembly', 'committee', 'group', 'lecture', 'theme_day', 'bench'] as const
export const stages = ['planned', 'called', 'held', 'closed', 'cancelled'] as const
export const states = ['draft', 'review', 'scheduled', 'published', 'withdrawn'] as const
export const posts = ['none', 'secretary', 'deputy', 'organisation', 'publicity', 'discipline', 'committee'] as const
export const cadences = ['month', 'quarter', 'never'] as const

export type Branch = Schema['PartyBranch']
export type Session = Schema['PartySession']
export type Article = Schema['Article']
export type PartyMember = Schema['PartyMember']
export type StudyRecord = Schema['PartyStudyRecord']

/** The tone of a stage. */
export const toneOfStage = (stage: string) => (stage === 'closed' ? 'good' : stage === 'called' || stage === 'held' ? 'waiting' : 'quiet')
/** The tone of a period: what is over and was not held is wrong. */
export const toneOfVerdict = (verdict: string) => (verdict === 'done' ? 'good' : verdict === 'due' ? 'waiting' : 'bad')

/** Minutes as hours, as study is told: 1.5. */
export const hoursOf = (minutes: number) => (minutes / 60).toFixed(1)

/** How far somebody is with what is asked of them in a year, of a hundred, and never beyond. */
export const shareOf = (minutes: number, target: number) => (target > 0 ? Math.min(100, Math.round((minutes / target) * 100)) : 100)

/** A period as people call it: a month by its number, a quarter by its months. */
export function periodLabel({ from, to }: { from: string; to: string }): string {
  const [first, last] = [from, to].map((day) => Number(day.slice(5, 7)))
  return first === last ? `${first}` : `${first}–${last}`
}
