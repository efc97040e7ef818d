import type { Problem } from '@/api/problem'

/** Somebody who may be the person that is being added. */
export interface Candidate {
  id: string
  name: string
  address?: string
  birth_date?: string
}

/** The candidates that a refusal for a possible duplicate names; empty for any other refusal. */
export function candidatesOf(problem: Problem | undefined): Candidate[] {
  if (problem?.code !== 'people.possible_duplicate') return []
  const named = problem.facts.candidates
  return Array.isArray(named) ? named.filter(isCandidate) : []
}

function isCandidate(value: unknown): value is Candidate {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value
}
