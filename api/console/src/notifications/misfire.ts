export const policies = ['skip', 'once', 'all'] as const
export type Policy = (typeof policies)[number]

/** However long an outage was, no more than these are made up for. */
export const mostAtOnce = 100

/** What becomes of missed times, as it is picked. */
export interface Misfire {
  policy: Policy
  /** How many are made up for at most; of `all` only. */
  most: number
}

/** What was picked to write `all 7`. */
export function misfireOf(words: string): Misfire {
  const [policy, most] = words.trim().split(/\s+/)
  return { policy: policies.find((one) => one === policy) ?? 'once', most: Number(most) || mostAtOnce }
}

/** The words that the API takes. */
export function misfireWords({ policy, most }: Misfire): string {
  return policy === 'all' && most < mostAtOnce ? `all ${most}` : policy
}
