import type { Every, Policy, VisitKind } from './types'

/** The policy with one duty of a tier changed; '' means that nothing of this kind is owed. */
export function withDuty(policy: Policy, tier: string, kind: VisitKind, every: Every | ''): Policy {
  const others = (policy.tiers[tier] ?? []).filter((duty) => duty.kind !== kind)
  const duties = every === '' ? others : [...others, { kind, every }]
  return { ...policy, tiers: { ...policy.tiers, [tier]: duties } }
}
