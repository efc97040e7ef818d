import type { RouteLocationRaw } from 'vue-router'
import type { Errand, Pressing } from './api'

/** The page on which an errand is done. */
export function pageOf(errand: Pick<Errand, 'kind' | 'id' | 'key'>): RouteLocationRaw {
  const { kind, id, key } = errand
  switch (kind) {
    case 'visit':
      return { name: 'visit', params: { id }, query: { from: 'today' } }
    case 'point':
      return { name: 'patrol-look', params: { code: key ?? '' } }
    case 'inspection':
      return { name: 'ledger-row', params: { id: key ?? '', rowId: id } }
    case 'doors':
      return { name: 'patch', params: { id } }
    case 'interviews':
      return { name: 'ask', params: { questionnaireId: id } }
    default:
      return { name: kind, params: { id } }
  }
}

/** How a level looks. */
export function toneOf(level: string): 'good' | 'waiting' | 'bad' {
  return level === 'green' ? 'good' : level === 'yellow' ? 'waiting' : 'bad'
}

/** How what presses looks: what was missed, what is about to be, what has time. */
export function pressOf({ at, turn }: Pick<Pressing, 'at' | 'turn'>, asOf: string): 'good' | 'waiting' | 'bad' {
  if (turn === 'overdue' || turn === 'no_answer') return 'bad'
  return Date.parse(at) <= Date.parse(asOf) ? 'bad' : 'waiting'
}

/** How many minutes something is late; none while it is not. */
export function lateBy(at: string, asOf: string): number | undefined {
  const minutes = Math.floor((Date.parse(asOf) - Date.parse(at)) / 60_000)
  return minutes > 0 ? minutes : undefined
}

const hour = 60
const day = 24 * hour

/** Minutes in the largest unit that tells something: its message and its number. */
export function span(minutes: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  if (minutes < 2 * hour) return { unit: 'minutes', count: minutes }
  if (minutes < 2 * day) return { unit: 'hours', count: Math.floor(minutes / hour) }
  return { unit: 'days', count: Math.floor(minutes / day) }
}
