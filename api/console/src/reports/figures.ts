import type { CommunityFigures, Series } from './api'

/** Done of due, or nothing when nothing was due: a rate of zero would accuse somebody. */
export function rateOf(measures: Record<string, number>): number | undefined {
  const due = measures['month.elders'] ?? 0
  return due > 0 ? (measures['month.visited'] ?? 0) / due : undefined
}

/** The communities with the lowest rate first: that is where the street looks. */
export function byNeed(communities: readonly CommunityFigures[]): CommunityFigures[] {
  return [...communities].sort((one, other) => (rateOf(one.measures) ?? 2) - (rateOf(other.measures) ?? 2))
}

/** All days that any of the series has, in order. */
export function daysOf(series: readonly Series[]): string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ day }) => day)))].sort()
}

/** A series on the given days; a day without a cell counts as nothing. */
export function valuesOn(series: Series | undefined, days: readonly string[]): number[] {
  const known = new Map(series?.points.map(({ day, value }) => [day, value]))
  return days.map((day) => known.get(day) ?? 0)
}
