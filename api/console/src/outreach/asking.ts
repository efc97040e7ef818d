import type { Schema } from '@/api/page'
import type { Question } from './types'

/** What is given by question: its values. */
export type Answers = Record<string, string[]>

/** The questions that are asked of somebody who gave these answers: a condition looks at what is asked itself. */
export function askedOf(questions: readonly Question[], answers: Answers): Question[] {
  const asked: Question[] = []
  for (const question of questions) {
    const { only_if: condition } = question
    const earlier = condition && asked.some(({ code }) => code === condition.question) ? (answers[condition.question] ?? []) : []
    if (!condition || earlier.some((value) => condition.values.includes(value))) asked.push(question)
  }
  return asked
}

/** The answers to what is asked, as they travel; what somebody typed and is no longer asked stays behind. */
export function given(questions: readonly Question[], answers: Answers): Schema['GivenAnswer'][] {
  const told = askedOf(questions, answers).map(({ code = '' }) => ({ question: code, values: (answers[code] ?? []).filter(Boolean) }))
  return told.filter(({ values }) => values.length > 0)
}

/** Answers as the form holds them. */
export const held = (answers: readonly Schema['GivenAnswer'][]): Answers =>
  Object.fromEntries(answers.map(({ question, values }) => [question, values]))
