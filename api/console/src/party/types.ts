import type { Schema } from '@/api/page'

/** The words of party life, as the API writes them. */
export const kinds = ['assembly', 'committee', 'group', 'lecture', 'theme_day', 'bench'] as const
export const stages = ['planned', 'called', 'held', 'closed', 'cancelled'] as const
export const states = ['draft', 'review', 'scheduled', 'published', 'withdrawn'] as const
export const posts = ['none', 'secretary', 'deputy', 'committee'] as const

export type Branch = Schema['PartyBranch']
export type Session = Schema['PartySession']
export type Article = Schema['Article']
export type StudyRecord = Schema['PartyStudyRecord']
