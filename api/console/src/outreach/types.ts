import type { Schema, Worded } from '@/api/page'

/** The words of the outreach context, as the API writes them. */
export const parties = ['resident', 'party_member', 'unit', 'company', 'organisation'] as const
export type Party = (typeof parties)[number]

/** Those whom partner units stand for, with the kinds of those units. */
export const unitKindsOf: Record<Party, readonly string[]> = {
  resident: [],
  party_member: [],
  unit: ['department', 'institution'],
  company: ['company'],
  organisation: ['organisation'],
}

export const questionKinds = ['text', 'number', 'date', 'yes_no', 'choice', 'choices', 'scale'] as const
export type QuestionKind = (typeof questionKinds)[number]

export const ways = ['visit', 'phone', 'meeting'] as const
export type Way = (typeof ways)[number]

export const outcomeKinds = ['matter', 'need', 'resource'] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

export const periods = ['month', 'quarter', 'year'] as const
export type Period = (typeof periods)[number]

export const counted = ['community', 'grid', 'unit'] as const
export type Counted = (typeof counted)[number]

export type TopicState = 'open' | 'closed' | 'dropped'

export type Question = Worded<Schema['AskedQuestion'], { kind: QuestionKind }>
export type Questionnaire = Worded<Schema['Questionnaire'], { party: Party; questions: Question[] }>
export type Outcome = Worded<Schema['InterviewOutcome'], { kind: OutcomeKind }>
export type Interview = Worded<Schema['Interview'], { party: Party; way: Way; outcomes: Outcome[] }>
export type PlanCoverage = Worded<Schema['PlanCoverage'], { party: Party; every: Period; per: Counted }>
export type Coverage = Worded<
  Schema['OutreachCoverage'],
  { plans: PlanCoverage[]; year: Worded<Schema['PartyMonths'], { party: Party }>[] }
>
export type QuestionResult = Worded<Schema['QuestionResult'], { question: Question }>
export type Results = Worded<Schema['QuestionnaireResults'], { questionnaire: Questionnaire; questions: QuestionResult[] }>
export type Topic = Worded<Schema['ResearchTopic'], { state: TopicState }>
