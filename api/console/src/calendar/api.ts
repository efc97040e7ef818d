import { answer, http } from '@/api/client'
import type { Schema, Worded } from '@/api/page'

export type DayKind = 'workday' | 'holiday'
export type Day = Worded<Schema['Day'], { kind: DayKind | 'makeup' }>
export type Year = Worded<Schema['Year'], { days: Day[] }>

const at = (day: string) => ({ path: { day } })

export const readCalendar = (year: number) => answer<Year>(http.GET('/api/v1/calendar', { params: { query: { year } } }))
export const decideDay = (day: string, body: { kind: DayKind; name?: string }) =>
  answer<Day>(http.PUT('/api/v1/calendar/{day}', { params: at(day), body }))
/** Has a day be again what the published arrangement says. */
export const restoreDay = (day: string) => answer(http.DELETE('/api/v1/calendar/{day}', { params: at(day) }))
