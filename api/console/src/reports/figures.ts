import type { CommunityFigures, Series } from './api'

/** Done of due, or nothing when nothing was due: a rate of zero would accuse somebody. */
export function rateOf(measures: Record<string, number>): number | undefined {
  const due = measures['month.elders'] ?? 0
  return due > 0 ? (measures['month.visited'] ?? 0) / due : undefined
}

/** How much of its month a day leaves behind, from 0 to 1: on the last day it is 1. */
export function paceOn(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return date / new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** How a rate does against the month so far: the same 40 % is early on the 12th and late on the 28th. */
export function standingOf(rate: number, pace: number): 'good' | 'slow' | 'late' {
  if (rate < pace * 0.5) return 'late'
  return rate < pace * 0.9 ? 'slow' : 'good'
}

/** The communities with the lowest rate first: that is where the street looks. */
export function byNeed(communities: readonly CommunityFigures[]): CommunityFigures[] {
  return [...communities].sort((one, other) => (rateOf(one.measures) ?? 2) - (rateOf(other.measures) ?? 2))
}

/** A community's name where it stands among its like: 江南春色 instead of 江南春色社区. */
export function shortName(name: string): string {
  return name.replace(/社区.*$/, '') || name
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

/** What a measure came to on one day; nothing when that day has no cell. */
export function sumOn(series: readonly Series[], measure: string, day: string): number {
  return valuesOn(series.find((one) => one.measure === measure), [day])[0] ?? 0
}
