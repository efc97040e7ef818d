import { useI18n } from 'vue-i18n'
import { count, percent } from '@/shell/format'
import type { OwnTarget, StreetTarget } from './api'
import { useMeasures } from './measures'

export type Score = OwnTarget['score']
/** A target beside how far somebody is. */
export type Aim = Pick<OwnTarget, 'measure' | 'share_of' | 'score'>

export const standings = ['reached', 'on_course', 'behind', 'open'] as const
export type Standing = (typeof standings)[number]

/** What a standing means to whoever reads it; the word always stands beside the colour. */
export const tones = { reached: 'good', on_course: 'waiting', behind: 'bad', open: 'quiet' } as const

/** One that a newer server sends says nothing yet. */
export function standingOf(score: Score): Standing {
  return standings.find((standing) => standing === score.standing) ?? 'open'
}

/** Those of a street's targets that are set, as all communities together do. */
export function ofAll(targets: readonly StreetTarget[]): Aim[] {
  return targets.filter(({ value }) => value != null).map(({ measure, share_of, total }) => ({ measure, share_of, score: total }))
}

/** The same as one community does. */
export function ofOne(targets: readonly StreetTarget[], code: string): Aim[] {
  const own = ({ communities }: StreetTarget) => communities.find((part) => part.code === code)?.score
  return targets.flatMap((target) => {
    const score = own(target)
    return score?.value === undefined ? [] : [{ measure: target.measure, share_of: target.share_of, score }]
  })
}

/** What is wanted, in the figure's own unit. */
export function wantedOf({ share_of }: Pick<Aim, 'measure' | 'share_of'>, value: number | undefined): string {
  return value !== undefined && share_of ? `${value}%` : count(value)
}

/** How far it is, in the same unit. */
export function doneOf({ score: { done, of } }: Aim): string {
  return of === undefined ? count(done) : percent(of > 0 ? done / of : undefined)
}

/** How much of what is wanted is there, from 0 to 1. */
export function fill({ score: { value, done, of } }: Aim): number {
  if (!value || of === 0) return 0
  return Math.min(1, of === undefined ? done / value : (done * 100) / (of * value))
}

/** How many communities stand how. */
export function tally(target: StreetTarget): Record<Standing, number> {
  const of = (standing: Standing) => target.communities.filter(({ score }) => standingOf(score) === standing).length
  return { reached: of('reached'), on_course: of('on_course'), behind: of('behind'), open: of('open') }
}

/** Says what a target is for: the figure, or what it is a share of. */
export function useGoals(): (goal: { measure: string; share_of?: string }) => string {
  const { t } = useI18n()
  const say = useMeasures()
  return ({ measure, share_of }) => (share_of ? t('reports.targets.share', { part: say(measure), whole: say(share_of) }) : say(measure))
}
