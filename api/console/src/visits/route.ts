import type { Visit } from './types'

/** How a day's walk stands. */
export interface Standing {
  total: number
  done: number
  overdue: number
  waiting: number
}

/** Counts what is done, what is late and what waits for a second try. */
export function standingOf(visits: readonly Visit[]): Standing {
  const open = visits.filter((visit) => visit.state === 'planned')
  return {
    total: visits.length,
    done: visits.filter((visit) => visit.state === 'done').length,
    overdue: open.filter((visit) => visit.overdue).length,
    waiting: open.filter((visit) => visit.protocol !== 'none').length,
  }
}

/** Where inside the building: "2-5-501" reads as unit, floor, room. */
export function doorOf(visit: Visit): { unit: string; room: string } {
  return { unit: String(visit.unit ?? ''), room: String(visit.room ?? '') }
}
