import { inFen, yuan } from '@/projects/money'
import type { Contribution } from './joint'

/** A contribution as somebody types it: money in yuan. */
export interface ContributionDraft {
  people: number
  money: string
  goods: string
  venue: string
  expertise: string
}

/** What a form begins with: what is known, or nothing. */
export function draftOf(known?: Contribution): ContributionDraft {
  const { people = 0, money = 0, goods = '', venue = '', expertise = '' } = known ?? {}
  return { people, money: money ? String(money / 100) : '', goods, venue, expertise }
}

/** What is sent; an amount that cannot be read is sent as one that is refused, and not as none. */
export function contributionOf({ people, money, ...texts }: ContributionDraft): Contribution {
  return { people: people ?? 0, money: money.trim() ? (inFen(money) ?? -1) : 0, ...texts }
}

/** A contribution in a line, by the words that the reader has for its parts. */
export function inWords({ people, money, goods, venue, expertise }: Contribution, say: (key: string, facts: Record<string, string | number>) => string): string {
  const parts = [
    people > 0 && say('people', { people }),
    money > 0 && say('money', { money: yuan(money) }),
    goods && say('goods', { goods }),
    venue && say('venue', { venue }),
    expertise && say('expertise', { expertise }),
  ]
  return parts.filter(Boolean).join(' · ')
}
